// The menu closes with Escape, and with the link at its end that leads back to the page.

for (const menu of all(document, ".onward-menu")) {
  menu.addEventListener("keydown", ({ key }) => {
    if (key === "Escape" && menu.open) {
      menu.open = false;
      one(menu, "summary").focus();
    }
  });
  one(menu, ".onward-menu__leave a")?.addEventListener("click", () => {
    menu.open = false;
  });
}
