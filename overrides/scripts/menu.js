// The menu closes with Escape, and with the link at its end that leads back to the page.

const menu = document.querySelector(".onward-menu");

menu?.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && menu.open) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

menu?.querySelector(".onward-menu__leave a")?.addEventListener("click", () => {
  menu.open = false;
});
