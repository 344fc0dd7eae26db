// Registers the worker that keeps pages; says when the page is a copy that was kept; on the page of things to print,
// lets the reader save the whole guide and remove what is kept. Pages say nothing of it where nothing is kept: in the
// preview, in the copy that is opened as files, and where an agency does not want it.

let worker, workers;
try {
  worker = new URL("../sw.js", document.currentScript.src).href;
  // A page in a frame is part of somebody else's page.
  workers = self === top && location.protocol !== "file:" && navigator.serviceWorker;
} catch {
  // Some pages may not even ask, and some hosts load scripts in a way of their own: nothing is kept then.
}

// What the reader has asked for last, until it is done.
let current;

if (workers && note()) {
  workers.addEventListener("controllerchange", greet);
  addEventListener("load", () => workers.register(worker, { updateViaCache: "none" }).catch(() => {}));
}

/** Where is said that the page is a copy. */
function note() {
  return one(document, ".onward-saved");
}

function startOffline() {
  if (note()) {
    sayWhatPageIs();
    for (const button of all(document, ".onward-offline button")) {
      const { action } = button.dataset;
      button.addEventListener("click", () => current?.task === action || ask(action));
    }
    greet();
  }
}

/** Say what the worker has marked the page as: see `marked` in worker.js. */
function sayWhatPageIs() {
  const mark = one(document, ".onward-mark");
  const since = mark?.dataset.since;
  // It stands behind the page, and so would be there for the next one that comes instantly.
  mark?.remove();
  if (Number(since)) {
    note().textContent = fill(note().dataset.text, { date: dayOf(since) });
    note().hidden = false;
  } else if (since === "") {
    for (const part of all(document, "[data-unsaved]")) {
      part.textContent = part.dataset.unsaved;
    }
  }
}

function greet() {
  // An agency's own worker may stand above ours.
  if (workers?.controller?.scriptURL === worker) {
    ask("hello");
  }
}

function ask(task) {
  const { port1, port2 } = new MessageChannel();
  const loaded = performance.getEntriesByType("resource").map(({ name }) => name);
  const asked = { task };
  const isGreeting = task === "hello";
  if (!isGreeting) {
    current = asked;
  }
  // Nothing else is shown over what the reader waits for, and nothing any more of what has given way to another task.
  port1.onmessage = ({ data }) => (isGreeting ? !current : current === asked) && showKept(data, task);
  workers.controller.postMessage({ task, addresses: [location.href, ...loaded] }, [port2]);
}

/** Show how far the worker is, or what it has kept. */
function showKept({ done, total, failed, since, bytes }, task) {
  if (!total) {
    current = undefined;
  }
  for (const each of all(document, ".onward-offline-link")) {
    each.hidden = false;
  }
  const box = one(document, ".onward-offline");
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
  const texts = JSON.parse(box.dataset.text);
  const say = (key, values) => put(one(box, ".onward-offline__state"), fill(texts[key], values));
  const bar = one(box, "progress");
  bar.hidden = !total;
  if (total) {
    bar.max = total;
    bar.value = done;
    // Said once: it would be read out at each file.
    say("saving");
    return;
  }
  if (failed) {
    say("failed");
    return;
  }
  say(since ? "saved" : task === "clear" ? "cleared" : "kept", { date: since && dayOf(since) });
  const size = (bytes / 1e6).toLocaleString(note().dataset.language, { maximumFractionDigits: 1 });
  put(one(box, "[data-action=save]"), fill(texts.save, { size }));
}

/** A moment as the guide writes dates. */
function dayOf(moment) {
  return new Date(Number(moment)).toLocaleDateString(note().dataset.language, { dateStyle: "long" });
}
