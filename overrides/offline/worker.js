// Keeps the pages that are read, so that they can be read again without a network. Above this stands LIST: where the
// list of all files of the guide is. Its name changes with what is in it, so this file is another for each build.
// Every address is relative to the folder of this file, which is the worker's scope. What is thrown has no words: it ends
// a task, and what the reader is told of that stands in the page.

const SCOPE = registration.scope;
// More than one guide may stand on a host. A scope ends in a slash, so none is the beginning of another's name.
const NAME = `onward ${SCOPE} 1`;
const STATE = `${SCOPE}?state`;
const NOT_FOUND = keyOf("404.html");
const SAVED = "x-onward-saved";
const DIGEST = "x-onward-digest";
// How long a page that is kept waits for the network, in milliseconds: so that it is there within two seconds.
const LIMIT = 1900;
// How long one file may take that no page waits for: a server that falls silent must not hold up the rest for good.
const PATIENCE = 60000;
// When to ask again for files that came otherwise than the list has them: a server may take a while to change all.
const PAUSE = 3600000;

const TASKS = { hello, save, clear };

// Raised when the reader removes what is kept: what began before that may keep nothing any more.
let era = 0;

addEventListener("install", (event) => {
  skipWaiting();
  event.waitUntil(listed().then((files) => loadAll(era, files.filter(({ frame }) => frame))));
});

// Not what takes long: pages wait until this is done.
addEventListener("activate", (event) => event.waitUntil(clients.claim()));

addEventListener("message", (event) => {
  const [port] = event.ports;
  const tell = (what) => port.postMessage(what);
  const { task, addresses } = event.data;
  if (task === "clear") {
    era += 1;
  }
  const began = era;
  // What ends because all is removed has not failed.
  const ended = TASKS[task](began, tell, addresses).catch((error) => began === era && Promise.reject(error));
  event.waitUntil(ended.then(state).catch(() => ({ failed: true })).then(tell));
});

addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method === "GET" && request.url.startsWith(SCOPE) && !request.headers.has("range")) {
    event.respondWith(answer(event, request, keyOf(request.url)));
  }
});

/** Under which address something is kept: a search and a fragment are the reader's own. */
function keyOf(address) {
  const { origin, pathname } = new URL(address, SCOPE);
  return origin + pathname.replace(/\/index\.html$/, "/").replace(/[^/]+/g, spelled);
}

/** A part of a path in one spelling: the build writes signs such as brackets in another way than browsers do. */
function spelled(part) {
  try {
    return encodeURIComponent(decodeURIComponent(part));
  } catch {
    return part;
  }
}

/** Whether the name of a file changes with what is in it: then what is kept under it is right for good. */
function isNamedByContent(key, digest) {
  return digest && key.includes(`.${digest}.`);
}

async function answer(event, request, key) {
  const began = era;
  const saved = await find(key);
  if (saved && isNamedByContent(key, saved.headers.get(DIGEST))) {
    return saved;
  }
  // Below this folder there may be more than the guide, and that is not ours to keep.
  const file = (await listed().catch(() => [])).find((each) => each.key === key);
  const isPage = request.mode === "navigate";
  // All is asked for afresh, or the browser's own cache could pass something old off as new.
  const fresh = { cache: "no-cache" };
  const network = isPage ? fetch(request.url, { ...fresh, redirect: "manual" }) : fetch(request, fresh);
  const fit = (response) => file && fits(response) && !response.redirected;
  const kept = network.then((response) => fit(response) && keep(began, file, response.clone()));
  event.waitUntil(kept.catch(() => {}));
  if (saved) {
    // All of it: a server may send the head of a page and then fall silent.
    const whole = network.then((response) => response.clone().blob().then(() => response));
    const late = new Promise((resolve) => setTimeout(resolve, LIMIT));
    const response = await Promise.race([whole, late]).catch(() => {});
    return response?.status < 500 ? response : isPage ? marked(saved, saved.headers.get(SAVED)) : saved;
  }
  return network.catch((error) => (isPage ? missing(key, file) : Promise.reject(error)));
}

/** A page that says itself that it is a copy, and since when; or that it is one for a page that was not kept. */
async function marked(saved, since, status = 200) {
  const isHtml = saved.headers.get("content-type")?.startsWith("text/html");
  const mark = isHtml ? `<template class="onward-mark" data-since="${since}"></template>` : "";
  return new Response(new Blob([await saved.blob(), mark]), { status, headers: saved.headers });
}

/** What there is for an address that is not kept, while the network is away. */
async function missing(key, file) {
  if (await find(`${key}/`)) {
    return Response.redirect(`${key}/`);
  }
  const page = await find(NOT_FOUND);
  return file ? marked(page, "", 503) : marked(page, "never", 404);
}

async function find(key) {
  return (await caches.open(NAME)).match(key);
}

/** Whether a response is the site's own and whole. */
function fits({ status, type, url }) {
  // Some hosts never answer "found" for the page that they send with every "not found".
  const found = status === 200 || (status === 404 && keyOf(url) === NOT_FOUND);
  return found && type === "basic" && url.startsWith(SCOPE);
}

/** Keep a response under the digest of what came, which is not always what the list has. Returns the digest. */
async function keep(began, { key, digest }, response) {
  const body = await response.arrayBuffer();
  const own = isNamedByContent(key, digest) ? digest : await digestOf(body);
  const headers = new Headers(response.headers);
  // What is kept is not packed any more, and is the same for whoever asks.
  ["content-encoding", "content-length", "vary"].forEach((name) => headers.delete(name));
  headers.set(SAVED, Date.now());
  headers.set(DIGEST, own);
  await put(began, key, new Response(body, { headers }));
  return own;
}

async function put(began, key, response) {
  const cache = await caches.open(NAME);
  await cache.put(key, response);
  if (began !== era) {
    await cache.delete(key);
    throw Error();
  }
}

/** The digest of a file, as the list writes it. */
async function digestOf(body) {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", body));
  return [...bytes.slice(0, 5)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function load(began, file) {
  const { key, digest } = file;
  const cache = isNamedByContent(key, digest) ? "default" : "no-cache";
  const response = await fetch(key, { cache, signal: AbortSignal.timeout(PATIENCE) });
  if (!fits(response)) {
    throw Error();
  }
  return keep(began, file, response);
}

/**
 * Load those of these files that are not kept as they are now, some at a time. Throws when one could not be loaded.
 * Returns whether all came as the list has them.
 */
async function loadAll(began, files, tell) {
  let done = 0;
  let same = true;
  const queue = files.values();
  const runner = async () => {
    for (const file of queue) {
      if (began !== era) {
        throw Error();
      }
      if ((await find(file.key))?.headers.get(DIGEST) !== file.digest && (await load(began, file)) !== file.digest) {
        same = false;
      }
      done += 1;
      tell?.({ done, total: files.length });
    }
  };
  // All of them, so that nothing is told any more when this ends.
  const ends = await Promise.allSettled([runner(), runner(), runner(), runner()]);
  await Promise.all(ends.map(({ reason }) => reason && Promise.reject(reason)));
  return same;
}

/** All files of the guide, as this worker's build has them. */
async function listed() {
  const key = keyOf(LIST);
  if (!(await find(key))) {
    // Its name is that of its content, and it is nothing of the reader's: it stays whatever is removed.
    await load(era, { key, digest: LIST.split(".")[1] });
  }
  const rows = await (await find(key)).json();
  return rows.map(([address, bytes, digest, frame]) => ({ key: keyOf(address), bytes, digest, frame }));
}

async function keptKeys() {
  return new Set((await (await caches.open(NAME)).keys()).map(({ url }) => url));
}

async function removeOthers(keys, kept) {
  const cache = await caches.open(NAME);
  await Promise.all([...kept].filter((key) => !keys.has(key)).map((key) => cache.delete(key)));
}

/**
 * What was done: with which list everything kept was brought up to date, when the whole guide was saved, and when to
 * ask again because something came otherwise than the list has it.
 */
async function record() {
  return (await (await find(STATE))?.json()) ?? {};
}

function write(began, since, same) {
  const again = same ? undefined : Date.now() + PAUSE;
  return put(began, STATE, new Response(JSON.stringify({ list: LIST, since, again })));
}

/** What a page shows of it. */
async function state() {
  const files = await listed();
  return { since: (await record()).since, bytes: files.reduce((sum, { bytes }) => sum + bytes, 0) };
}

/** A page is open: keep what it loaded before this worker was there, and bring up to date what is of another build. */
async function hello(began, tell, addresses) {
  const loaded = new Set(addresses.filter((address) => address.startsWith(SCOPE)).map(keyOf));
  for (const file of await listed()) {
    if ((file.frame || loaded.has(file.key)) && !(await find(file.key))) {
      await load(began, file).catch(() => {});
    }
  }
  const { list, again } = await record();
  if (list !== LIST || again < Date.now()) {
    await update(began).catch(() => {});
  }
}

async function update(began) {
  const files = await listed();
  const kept = await keptKeys();
  const wanted = files.filter(({ key, frame }) => frame || kept.has(key));
  const { since } = await record();
  const same = await loadAll(began, since ? files : wanted);
  // It may have been saved meanwhile.
  await write(began, (await record()).since && Date.now(), same);
  // Nothing that is kept needs any more what this build does not have.
  await removeOthers(new Set([STATE, keyOf(LIST), ...files.map(({ key }) => key)]), kept);
}

/** Save the whole guide. */
async function save(began, tell) {
  const files = await listed();
  const same = await loadAll(began, files, tell);
  const kept = await keptKeys();
  if (!files.every(({ key }) => kept.has(key))) {
    throw Error();
  }
  await write(began, Date.now(), same);
}

/** Remove what says anything about the reader: all but the frame, which everybody has. */
async function clear() {
  const frame = (await listed()).filter((file) => file.frame).map(({ key }) => key);
  await removeOthers(new Set([keyOf(LIST), ...frame]), await keptKeys());
}
