// Registers the worker that keeps pages; says when the page is a copy that was kept; on the page of things to print,
// lets the reader save the whole guide and remove what is kept.
(() => {
"use strict";

const WORKER = new URL("../sw.js", document.currentScript.src).href;
const one = (selector, part = document) => part.querySelector(selector);
const box = one(".onward-offline");
const texts = box && JSON.parse(box.dataset.text);
const note = one(".onward-saved");
const { language } = note.dataset;
// What the reader has asked for last, until it is done.
let current;

say();
// A page in a frame is part of somebody else's page. Asked first: in some frames the browser throws at the next question.
if (self === top && location.protocol !== "file:" && navigator.serviceWorker) {
  start(navigator.serviceWorker);
}

/** Say what the worker has marked the page as: see `marked` in worker.js. */
function say() {
  const since = one(".onward-mark")?.dataset.since;
  if (Number(since)) {
    note.textContent = fill(note.dataset.text, { date: day(since) });
    note.hidden = false;
  } else if (since === "") {
    for (const part of document.querySelectorAll("[data-unsaved]")) {
      part.textContent = part.dataset.unsaved;
    }
  }
}

function start(container) {
  // An agency's own worker may stand above ours.
  const ours = () => (container.controller?.scriptURL === WORKER ? container.controller : null);
  const hello = () => ours() && ask(ours(), "hello");
  container.addEventListener("controllerchange", hello);
  hello();
  addEventListener("load", () => container.register(WORKER, { updateViaCache: "none" }).catch(() => {}));
  for (const button of box?.querySelectorAll("button") ?? []) {
    button.addEventListener("click", () => current?.task === button.dataset.action || ask(ours(), button.dataset.action));
  }
}

function ask(worker, task) {
  const { port1, port2 } = new MessageChannel();
  const loaded = performance.getEntriesByType("resource").map(({ name }) => name);
  const asked = { task };
  const isGreeting = task === "hello";
  if (!isGreeting) {
    current = asked;
  }
  // Nothing else is shown over what the reader waits for, and nothing any more of what has given way to another task.
  port1.onmessage = ({ data }) => (isGreeting ? !current : current === asked) && show(data, task);
  worker.postMessage({ task, addresses: [location.href, ...loaded] }, [port2]);
}

/** Show how far the worker is, or what it has kept. */
function show({ done, total, failed, since, bytes }, task) {
  for (const each of document.querySelectorAll(".onward-offline-link")) {
    each.hidden = false;
  }
  if (!box) {
    return;
  }
  if (box.hidden) {
    box.hidden = false;
    // The browser has looked for it in vain.
    if (location.hash === `#${box.id}`) {
      box.scrollIntoView();
    }
  }
  const bar = one("progress", box);
  bar.hidden = !total;
  if (total) {
    bar.max = total;
    bar.value = done;
    // Said once: it would be read out at each file.
    put("saving");
    return;
  }
  current = undefined;
  if (failed) {
    put("failed");
    return;
  }
  put(since ? "saved" : task === "clear" ? "cleared" : "kept", { date: since && day(since) });
  const size = (bytes / 1e6).toLocaleString(language, { maximumFractionDigits: 1 });
  one("[data-action=save]", box).textContent = fill(texts.save, { size });
}

function put(key, values) {
  const state = one(".onward-offline__state", box);
  const words = fill(texts[key], values);
  if (state.textContent !== words) {
    state.textContent = words;
  }
}

function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

/** A moment as the guide writes dates. */
function day(moment) {
  return new Date(Number(moment)).toLocaleDateString(language, { dateStyle: "long" });
}
})();
