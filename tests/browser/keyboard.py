"""Using a page with the keyboard alone."""

FURTHEST = 250


def tab_to(page, locator):
    """Press Tab until ``locator`` has the focus; fails when the keyboard cannot get there."""
    wanted = locator.element_handle()
    for _ in range(FURTHEST):
        if page.evaluate("element => element === document.activeElement", wanted):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"The keyboard does not reach {locator}")


def press_on(page, locator, key="Enter"):
    """Go to ``locator`` with Tab and press a key on it."""
    tab_to(page, locator)
    page.keyboard.press(key)


def choose_radio(page, locator):
    """Go to the group of ``locator`` with Tab and move to it with the arrow keys."""
    group = page.locator(f"input[type=radio][name='{locator.get_attribute('name')}']")
    start = group.and_(page.locator(":checked"))
    first = start if start.count() else group.first
    tab_to(page, first)
    page.keyboard.press("Space")
    for _ in range(group.count()):
        if locator.is_checked():
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"The arrow keys do not reach {locator}")


def type_in(page, locator, text):
    """Go to a field with Tab, empty it and type ``text``."""
    tab_to(page, locator)
    page.keyboard.press("Control+A")
    page.keyboard.type(text)


def choose_option(page, locator, label):
    """Go to a list with Tab and type the first letters of the option."""
    tab_to(page, locator)
    page.keyboard.type(label)
