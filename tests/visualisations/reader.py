"""Readers by what they have in hand: a mouse at a desk, a finger on a phone, keys alone at either."""

from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

from tests.visualisations.browser import DESK, PHONE, Open, Seen, run

HANDS = ("mouse", "finger", "keys", "keys, narrow")


@dataclass
class Reader:
    """Someone who does with one kind of hand whatever the page lets one do."""

    open_page: Open
    hand: str
    seen: Seen | None = None

    @property
    def page(self) -> Page:
        """The page that is read."""
        assert self.seen
        return self.seen.page

    @property
    def narrow(self) -> bool:
        """Whether the window is a phone's."""
        return self.hand in {"finger", "keys, narrow"}

    def open(self, fragment: str = "") -> Seen:
        """Open the map in the window of this reader."""
        self.seen = self.open_page(fragment, size=PHONE if self.narrow else DESK)
        return self.seen

    def press(self, control: Locator) -> None:
        """Press a button, a box or a heading that opens; who uses keys is then still there, or where it leads."""
        expect(control).to_be_visible()
        if self.hand == "mouse":
            control.click()
        elif self.hand == "finger":
            control.tap()
        else:
            control.focus()
            self.page.keyboard.press("Space" if control.get_attribute("type") == "checkbox" else "Enter")
            assert run(self.seen, "document.activeElement !== document.body"), "the focus is lost"

    def choose(self, select: Locator, value: str) -> None:
        """Choose an option."""
        if self.hand in {"mouse", "finger"}:
            select.select_option(value)
            return
        select.focus()
        for _ in range(select.locator("option").count()):
            if select.input_value() == value:
                return
            self.page.keyboard.press("ArrowDown")
        assert select.input_value() == value

    def slide(self, slider: Locator, steps: int) -> None:
        """Draw a slider's handle from its end by so many steps or more; less than none is to the left."""
        if self.hand.startswith("keys"):
            slider.focus()
            for _ in range(abs(steps)):
                self.page.keyboard.press("ArrowRight" if steps > 0 else "ArrowLeft")
            return
        box = slider.bounding_box()
        assert box
        y, start = box["y"] + box["height"] / 2, box["x"] + (8 if steps > 0 else box["width"] - 8)
        end = start + (1 if steps > 0 else -1) * box["width"] / 3
        if self.hand == "mouse":
            self.page.mouse.move(start, y)
            self.page.mouse.down()
            self.page.mouse.move(end, y, steps=3)
            self.page.mouse.up()
            return
        self._touch(y, [start], [(start + end) / 2], [end])

    def _touch(self, y: float, *moments: list[float]) -> None:
        """Lay fingers at places of one height, draw them to where they are at each next moment, and lift them."""
        touch = self.page.context.new_cdp_session(self.page)
        for number, fingers in enumerate((*moments, [])):
            kind = "End" if not fingers else "Move" if number else "Start"
            points = [{"x": x, "y": y, "id": finger} for finger, x in enumerate(fingers)]
            touch.send("Input.dispatchTouchEvent", {"type": f"touch{kind}", "touchPoints": points})
        touch.detach()

    def pinch(self, x: float, y: float, *, near: bool) -> None:
        """Draw near or away with two fingers, on the window itself or (so a browser tells it) beside a mouse."""
        if self.hand == "finger":
            apart = (20, 30, 40, 60) if near else (60, 40, 30, 20)
            self._touch(y, *([x - far, x + far] for far in apart))
            return
        self.page.mouse.move(x, y)
        self.page.keyboard.down("Control")
        for _ in range(5):
            self.page.mouse.wheel(0, -10 if near else 10)
        self.page.keyboard.up("Control")

    def click(self, x: float, y: float, times: int = 1) -> None:
        """Click or tap at a place of the window, so many times on end."""
        if self.hand == "mouse":
            self.page.mouse.click(x, y, click_count=times)
            return
        for _ in range(times):
            self.page.touchscreen.tap(x, y)

    def find(self, name: str) -> None:
        """Search for a name and take the first that is found."""
        if self.hand.startswith("keys"):
            self.page.keyboard.press("/")
            self.page.keyboard.type(name)
            self.page.keyboard.press("Enter")
            return
        self.press(self.page.locator("#search"))
        self.page.locator("#search").fill(name)
        self.press(self.page.locator("#found li").first)

    def show_filters(self) -> None:
        """Bring the filters and tools onto a phone's window, where they are not shown at first."""
        if self.narrow:
            self.press(self.page.locator("#open-filters"))
            expect(self.page.locator("#filters")).to_be_in_viewport()

    def hide_filters(self) -> None:
        """Put them away."""
        if self.narrow:
            if self.hand == "finger":
                self.page.touchscreen.tap(PHONE["width"] - 10, PHONE["height"] / 2)
            else:
                self.press(self.page.locator("#open-filters"))
            expect(self.page.locator("#filters")).not_to_be_in_viewport()

    def lift(self) -> None:
        """Lift the sheet that a phone shows at the foot."""
        if self.narrow and run(self.seen, "document.getElementById('panel').classList.contains('peek')"):
            self.press(self.page.locator(".lift"))
