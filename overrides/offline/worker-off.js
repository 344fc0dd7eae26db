// Published where the guide is not to be kept: takes away what an earlier worker of this folder kept, and itself.

addEventListener("install", () => skipWaiting());

addEventListener("activate", (event) => event.waitUntil(leave()));

async function leave() {
  await removeAll();
  await registration.unregister();
  // Once more: the worker before may have been keeping a page at that moment.
  await removeAll();
}

async function removeAll() {
  const names = await caches.keys();
  const own = names.filter((name) => name.startsWith(`onward ${registration.scope} `));
  await Promise.all(own.map((name) => caches.delete(name)));
}
