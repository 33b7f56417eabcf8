// Owns how a code for a right is written and found: eight figures in two groups of four, as the laptop shows them, and in
// the address behind a #. Pure functions, so that a test needs only data; they must never keep a code.

const figures_most = 8;
const group = 4;

/** The figures of what was typed or pasted, at most eight. Figures of other scripts count as what they are. */
export function figures_of(text: string): string {
  return text
    .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (one) => String(one.charCodeAt(0) & 0x0f))
    .replace(/\D/g, "")
    .slice(0, figures_most);
}

/** As it stands in the field: 4821 7703. */
export function grouped(text: string): string {
  return figures_of(text).replace(/(\d{4})(?=\d)/g, "$1 ");
}

/** Where the caret goes in the grouped text, so that it stays behind as many figures as before. */
export function caret_after(figures: number): number {
  return figures > group ? figures + 1 : figures;
}

export function is_whole(text: string): boolean {
  return figures_of(text).length === figures_most;
}

/** The code in the address of a link or a QR: #chair=4821-7703, and the same for the other rights. */
export function code_in(hash: string): string | undefined {
  return /^#[a-z_]{1,24}=([0-9A-Za-z-]{1,32})$/.exec(hash)?.[1];
}
