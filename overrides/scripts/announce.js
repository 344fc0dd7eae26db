// Screen readers are told what changes, and not what was there when the page opened.

/**
 * Make `parts` live regions when the reader first comes to the block. From the start they would be read out
 * with everything that was restored; at the moment of the change some screen readers would miss it.
 */
function announceFromFirstUse(block, parts) {
  for (const part of parts) {
    part.removeAttribute("role");
  }
  // Safari does not focus a button or a tick box that is clicked, so the pointer counts too.
  for (const use of ["focusin", "pointerdown"]) {
    block.addEventListener(use, () => parts.forEach(announce), { once: true });
  }
}

function announce(part) {
  part.setAttribute("role", "status");
}

/** Change the words of an element, but not to what it says already: a live region would repeat itself. */
function say(part, words) {
  if (part.textContent !== words) {
    part.textContent = words;
  }
}
