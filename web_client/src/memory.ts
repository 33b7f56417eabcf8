// Owns what the page remembers on this phone: the resume token and choices (localStorage), drafts and unanswered
// commands (sessionStorage). Where storage is denied it remembers for as long as the page lives, and never throws.
// It must never hold anything of other people.

import type { Memory } from "./connection";

const prefix = "buurtkiosk.";

/** A memory over a browser storage, or over a plain map when `storage` is missing or refuses. */
export function make_memory(storage: () => Storage): Memory & { forget_all(beginning: string): void } {
  const fallback = new Map<string, string>();
  const attempt = <T>(action: (store: Storage) => T): T | undefined => {
    try {
      return action(storage());
    } catch {
      return undefined;
    }
  };
  return {
    read: (key) => fallback.get(key) ?? attempt((store) => store.getItem(prefix + key)) ?? null,
    write(key, value) {
      const kept = attempt((store) => {
        store.setItem(prefix + key, value);
        return store.getItem(prefix + key) === value;
      });
      if (kept) fallback.delete(key);
      else fallback.set(key, value);
    },
    forget(key) {
      fallback.delete(key);
      attempt((store) => store.removeItem(prefix + key));
    },
    /** Forgets every key with that beginning, also those that were written before a reload. */
    forget_all(beginning) {
      for (const key of [...fallback.keys()]) if (key.startsWith(beginning)) fallback.delete(key);
      attempt((store) => {
        for (const key of Object.keys(store)) if (key.startsWith(prefix + beginning)) store.removeItem(key);
      });
    },
  };
}

/** 16 characters from 96 random bits. Plain http has no crypto.randomUUID, but it has getRandomValues. */
export function make_id(): string {
  const bytes = new Uint8Array(12);
  crypto.getRandomValues(bytes);
  return btoa(String.fromCharCode(...Array.from(bytes)))
    .replace(/\+/g, "-")
    .replace(/\//g, "_");
}
