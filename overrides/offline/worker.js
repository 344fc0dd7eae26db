// Keeps the pages that are read, so that they can be read again without a network. Above this stands LIST: where the
// list of all files of the guide is. Its name changes with what is in it, so this file is another for each build.
// Every address is relative to the folder of this file, which is the worker's scope.

const SCOPE = registration.scope;
// More than one guide may stand on a host. A scope ends in a slash, so none is the beginning of another's name.
const NAME = `onward ${SCOPE} 1`;
const STATE = `${SCOPE}?state`;
const NOT_FOUND = keyOf("404.html");
const SAVED = "x-onward-saved";
const DIGEST = "x-onward-digest";
// How long a page that is kept waits for the network, in milliseconds: so that it is there within two seconds.
const LIMIT = 1900;

const TASKS = { hello, save, clear };

addEventListener("install", (event) => {
  skipWaiting();
  event.waitUntil(listed().then((files) => loadAll(files.filter(({ frame }) => frame))));
});

// Not what takes long: pages wait until this is done.
addEventListener("activate", (event) => event.waitUntil(clients.claim()));

addEventListener("message", (event) => {
  const [port] = event.ports;
  const tell = (what) => port.postMessage(what);
  const { task, addresses } = event.data;
  event.waitUntil(TASKS[task](tell, addresses).then(state).catch(() => ({ failed: true })).then(tell));
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
  const saved = await find(key);
  if (saved && isNamedByContent(key, saved.headers.get(DIGEST))) {
    return saved;
  }
  const isPage = request.mode === "navigate";
  // All is asked for afresh, or the browser's own cache could pass something old off as new.
  const fresh = { cache: "no-cache" };
  const network = isPage ? fetch(request.url, { ...fresh, redirect: "manual" }) : fetch(request, fresh);
  const kept = network.then((response) => fits(response) && !response.redirected && keep(key, response.clone()));
  event.waitUntil(kept.catch(() => {}));
  if (saved) {
    const late = new Promise((resolve) => setTimeout(resolve, LIMIT));
    const response = await Promise.race([network, late]).catch(() => {});
    return response?.status < 500 ? response : isPage ? marked(saved, saved.headers.get(SAVED)) : saved;
  }
  return network.catch((error) => (isPage ? missing(key) : Promise.reject(error)));
}

/** A page that says itself that it is a copy, and since when; or that it is one for a page that was not kept. */
async function marked(saved, since, status = 200) {
  const isHtml = saved.headers.get("content-type")?.startsWith("text/html");
  const mark = isHtml ? `<template class="onward-mark" data-since="${since}"></template>` : "";
  return new Response(new Blob([await saved.blob(), mark]), { status, headers: saved.headers });
}

/** What there is for an address that is not kept, while the network is away. */
async function missing(key) {
  if (await find(`${key}/`)) {
    return Response.redirect(`${key}/`);
  }
  const files = await listed();
  const page = await find(NOT_FOUND);
  return files.some((file) => file.key === key) ? marked(page, "", 503) : marked(page, "never", 404);
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

async function keep(key, response, digest = "") {
  const headers = new Headers(response.headers);
  // What is kept is not packed any more, and is the same for whoever asks.
  ["content-encoding", "content-length", "vary"].forEach((name) => headers.delete(name));
  headers.set(SAVED, Date.now());
  headers.set(DIGEST, digest);
  await (await caches.open(NAME)).put(key, new Response(response.body, { headers }));
}

async function load(key, digest) {
  const response = await fetch(key, { cache: isNamedByContent(key, digest) ? "default" : "no-cache" });
  if (!fits(response)) {
    throw Error(key);
  }
  await keep(key, response, digest);
}

/** Load those of these files that are not kept as they are now, some at a time. Throws when one could not be loaded. */
async function loadAll(files, tell) {
  let done = 0;
  const queue = files.values();
  const runner = async () => {
    for (const { key, digest } of queue) {
      if ((await find(key))?.headers.get(DIGEST) !== digest) {
        await load(key, digest);
      }
      done += 1;
      tell?.({ done, total: files.length });
    }
  };
  // All of them, so that nothing is told any more when this ends.
  const ends = await Promise.allSettled([runner(), runner(), runner(), runner()]);
  await Promise.all(ends.map(({ reason }) => reason && Promise.reject(reason)));
}

/** All files of the guide, as this worker's build has them. */
async function listed() {
  const key = keyOf(LIST);
  if (!(await find(key))) {
    await load(key);
  }
  const rows = await (await find(key)).json();
  return rows.map(([address, bytes, digest, frame]) => ({ key: keyOf(address), bytes, digest, frame }));
}

/** What was done: with which list everything kept was brought up to date, and when the whole guide was saved. */
async function record() {
  return (await (await find(STATE))?.json()) ?? {};
}

async function write(since) {
  await (await caches.open(NAME)).put(STATE, new Response(JSON.stringify({ list: LIST, since })));
}

/** What a page shows of it. */
async function state() {
  const files = await listed();
  return { since: (await record()).since, bytes: files.reduce((sum, { bytes }) => sum + bytes, 0) };
}

/** A page is open: keep what it loaded before this worker was there, and bring up to date what is of another build. */
async function hello(tell, addresses) {
  for (const key of new Set(addresses.filter((address) => address.startsWith(SCOPE)).map(keyOf))) {
    if (!(await find(key))) {
      await load(key).catch(() => {});
    }
  }
  const { list, since } = await record();
  if (list !== LIST) {
    await update(since).catch(() => {});
  }
}

async function update(since) {
  const cache = await caches.open(NAME);
  const files = await listed();
  const kept = new Set((await cache.keys()).map(({ url }) => url));
  await loadAll(files.filter(({ key }) => since || kept.has(key)));
  // Nothing that is kept needs any more what this build does not have.
  const known = new Set([keyOf(LIST), ...files.map(({ key }) => key)]);
  await Promise.all([...kept].filter((key) => !known.has(key)).map((key) => cache.delete(key)));
  await write(since && Date.now());
}

/** Save the whole guide. */
async function save(tell) {
  await loadAll(await listed(), tell);
  await write(Date.now());
}

/** Remove what says anything about the reader: all but the frame, which everybody has. */
async function clear() {
  const cache = await caches.open(NAME);
  const frame = new Set((await listed()).filter((file) => file.frame).map(({ key }) => key).concat(keyOf(LIST)));
  const kept = (await cache.keys()).map(({ url }) => url);
  await Promise.all(kept.filter((key) => !frame.has(key)).map((key) => cache.delete(key)));
}
