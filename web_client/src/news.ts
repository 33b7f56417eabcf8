// Owns what is worth saying aloud when the evening changes: a new question, the words, your turn to speak.
// It is a pure function from two states to locale keys, so a test needs only data; it must never say who voted what,
// nor repeat what the person just did (a reply says that).

import { my_place } from "./row";
import type { Known } from "./store";
import type { Fill } from "./words";

export interface News {
  key: string;
  fill?: Fill;
  /** Keys of what the page itself says at that moment, beside what is filled in. */
  same?: readonly string[];
}

/** What to announce, in order of weight. Nothing when the page has just come in: the page itself says it all then. */
export function news_between(before: Known, after: Known): News[] {
  const was = before.view;
  const is = after.view;
  if (was === null || is === null || before.me === null || after.me === null) return [];
  const me = after.me.person;
  const news: News[] = [];

  if (is.queue.speaking?.person === me && was.queue.speaking?.id !== is.queue.speaking.id) {
    const goes_on = was.queue.speaking?.interrupts?.id === is.queue.speaking.id;
    news.push(goes_on ? { key: "web.news.you_go_on" } : { key: "web.news.your_turn", same: ["web.turn.yours"] });
  } else if (is.queue.speaking && was.queue.speaking?.id !== is.queue.speaking.id) {
    news.push({ key: "web.news.speaks", fill: { name: is.queue.speaking.name } });
  }
  if (became_first(before, after)) news.push({ key: "web.news.you_are_next", same: ["web.row.nearly"] });
  const invited = after.me.asks?.question;
  if (invited !== undefined && before.me.asks?.question?.question !== invited.question) {
    news.push({ key: "web.news.invited", same: ["web.invite.title"] });
  }
  if (after.me.asks?.explain && !before.me.asks?.explain) news.push({ key: "web.news.explain", same: ["web.explain.title"] });

  for (const id of is.polls.order) {
    const poll = is.polls.by[id];
    const old = was.polls.by[id]?.state;
    if (poll === undefined || poll.state === old) continue;
    if (poll.state === "open") news.push({ key: "web.news.poll_open", fill: { question: poll.question } });
    if (poll.state === "closed") news.push({ key: "web.news.poll_closed", same: ["web.poll.closed"] });
    if (poll.state === "shown") news.push({ key: "web.news.poll_shown", fill: { question: poll.question } });
  }
  if (is.check_in && (is.check_in.id !== was.check_in?.id || is.check_in.state !== was.check_in.state)) {
    if (is.check_in.state === "open") news.push({ key: "web.news.check_in_open", fill: { prompt: is.check_in.prompt } });
    if (is.check_in.state === "shown") news.push({ key: "web.news.words_shown", fill: { prompt: is.check_in.prompt } });
  }
  if (is.meeting.phase !== was.meeting.phase) {
    if (is.meeting.phase === "running") news.push({ key: "web.news.started", same: ["web.head.now"] });
    if (is.meeting.phase === "ended") news.push({ key: "web.news.ended", same: ["web.ended.title"] });
  }
  const block = is.agenda.now === undefined ? undefined : is.agenda.by[is.agenda.now];
  if (block && is.agenda.now !== was.agenda.now) news.push({ key: "web.news.block", fill: { title: block.title } });
  return news;
}

/** One is first in the row now and was further back: whoever is first from the start just pressed, and sees it. */
export function became_first(before: Known, after: Known): boolean {
  return my_place(after) === 1 && my_place(before) > 1;
}

/** One's turn has begun. */
export function became_speaker(before: Known, after: Known): boolean {
  const speaks = (known: Known) => known.view?.queue.speaking !== undefined && known.view.queue.speaking.person === known.me?.person;
  return speaks(after) && before.view?.queue.speaking?.id !== after.view?.queue.speaking?.id;
}
