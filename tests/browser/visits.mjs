// Owns how a story on the fake kiosk begins: a kiosk that forgot the story before, and a phone that takes part in it or that
// has the chair. It runs in the test's process; it must never know what a story is about.

import { make_phone } from "./browser.mjs";
import { chair_desk, desk_of_row } from "./made_up.mjs";

export function make_visits({ browser, kiosk, address, join_as }) {
  function begin(view) {
    kiosk.people.clear();
    kiosk.refuse = () => undefined;
    kiosk.spoil = (patch) => patch;
    kiosk.let_reply_through = () => true;
    kiosk.sections = {};
    kiosk.done = [];
    kiosk.heard = [];
    kiosk.view = view;
  }
  /** A phone that takes part; `person` is what the kiosk knows of it beside its name. */
  async function attend(view, options = {}, person = {}) {
    begin(view);
    const phone = await make_phone(browser, address, options);
    await join_as(phone);
    const [mine] = kiosk.people.values();
    Object.assign(mine, person);
    kiosk.tell_me(mine);
    return { ...phone, mine };
  }
  /** A phone with the chair; `desk` may change what the desk shows. */
  async function lead(view, options = {}, desk = (shown) => shown) {
    begin(view);
    kiosk.desk = desk(desk_of_row(chair_desk(view)));
    const phone = await make_phone(browser, `${address}#chair=4821-7703`, options);
    await phone.page.getByText("Wat nu loopt").waitFor();
    return phone;
  }
  return { attend, lead };
}

/** For `script` of a phone: `stopped_ms` stops the page's clock, so that two taps are quick on a slow computer too. */
export function stoppable_clock() {
  const real_now = performance.now.bind(performance);
  performance.now = () => window.stopped_ms ?? real_now();
}
