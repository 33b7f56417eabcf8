// Owns fetching the pages of who has a right (chair, minute taker, who facilitates a table): they stand in a file of their
// own, so that the phone of everybody else does not carry them. It runs on the page's only thread; it must never give a
// right, nor show a page: it says whether the pages are there, and tries again until they are.

import { signal } from "@preact/signals";
import type { ComponentType } from "preact";
import type { Role } from "./wire";

export type Pages = Record<Exclude<Role, "attendee">, ComponentType>;

/** Away: nobody asked for them. Old: the kiosk has another version of this page, and only a reload brings both together. */
export type Fetching = "away" | "coming" | "failed" | "old" | "here";

export const pages = signal<Pages | null>(null);
export const fetching = signal<Fetching>("away");

const waits_ms = [1000, 2000, 5000, 10000];
/** A phone on a bad line may be busy with a file for long without saying so. */
const patience_ms = 20000;
let tries = 0;
let again = 0;

/** Called by the second file itself. One of another build finds no table of names to begin with, and does not get here. */
export function offer_pages(offered: Pages): void {
  pages.value = offered;
  fetching.value = "here";
}

/** Fetches the pages unless they are here or on their way. After a failure it tries by itself, later and later. */
export function fetch_pages(): void {
  if (fetching.value === "coming" || fetching.value === "old" || fetching.value === "here") return;
  window.clearTimeout(again);
  fetching.value = "coming";
  const script = document.createElement("script");
  const failed = () => {
    window.clearTimeout(impatient);
    script.onerror = script.onload = null;
    script.remove();
    if (fetching.value !== "coming") return; // late, and here after all
    fetching.value = "failed";
    again = window.setTimeout(fetch_pages, waits_ms[Math.min(tries, waits_ms.length - 1)]);
    tries += 1;
  };
  const impatient = window.setTimeout(failed, patience_ms);
  script.onerror = failed;
  script.onload = () => {
    window.clearTimeout(impatient);
    if (fetching.value === "coming") fetching.value = "old"; // it came, and does not fit this page
  };
  script.src = "/lead.js";
  document.head.appendChild(script);
}
