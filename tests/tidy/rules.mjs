// The rules of the house that a machine can check, each a pure function from a tree (a Map of path to text) to a list of
// findings, one sentence each. Reading the disk and counting is run.mjs' work; self_test.mjs shows that each rule bites.
// Nothing here may know a file of this repository by its content, only by the rules of the design.

import { extra_libraries, libraries, standard_headers, table } from './include_table.mjs';

const is_cpp = (path) => /\.(cpp|h)$/.test(path);
const is_script = (path) => /\.(ts|tsx|mjs|js)$/.test(path);
const is_source = (path) => is_cpp(path) || is_script(path);
const is_text = (path) => !/\.(png|ico|woff2|jpg|gz|kiosk|bin)$/.test(path);

function lines_of(text) {
    return text.split('\n');
}

/** The folder of kiosk/ that a path lies in: 'base', or '.' for kiosk/main.cpp; undefined outside kiosk/. */
function folder_of(path) {
    const parts = path.split('/');
    if (parts[0] !== 'kiosk') return undefined;
    return parts.length === 2 ? '.' : parts[1];
}

function library_of(header) {
    return libraries.find(([, pattern]) => pattern.test(header))?.[0];
}

/** (a) Each include of kiosk/ against the include table. */
export function includes(tree) {
    const findings = [];
    for (const [path, text] of tree) {
        const folder = folder_of(path);
        if (folder === undefined || !is_cpp(path)) continue;
        const allowed = table[folder];
        if (allowed === undefined) {
            findings.push(`${path}: kiosk/${folder}/ is not in the include table; add it there with what it may use`);
            continue;
        }
        lines_of(text).forEach((line, index) => {
            const found = line.match(/^\s*#\s*include\s*([<"])([^>"]+)[>"]/);
            if (!found) return;
            const mark = found[1];
            const header = folder === '.' ? found[2].replace(/^\.\//, '') : found[2];
            const place = `${path}:${index + 1}`;
            const first = header.split('/')[0];
            if (header.includes('/') && first in table) {
                if (mark !== '"') findings.push(`${place}: write our own header in quotes: "${header}"`);
                if (!tree.has(`kiosk/${header}`)) findings.push(`${place}: there is no kiosk/${header}`);
                const ours =
                    first === folder ||
                    allowed.folders === '*' ||
                    allowed.folders.includes(first) ||
                    (allowed.files ?? []).includes(header);
                if (!ours) findings.push(`${place}: ${folder}/ may not include ${header}`);
                return;
            }
            if (standard_headers.has(header)) {
                if ((allowed.bans ?? []).includes(header)) {
                    findings.push(`${place}: ${folder}/ is pure and may not include <${header}>`);
                } else if (header !== 'signal.h') {
                    return;
                } else if (!allowed.libraries.includes('posix')) {
                    findings.push(`${place}: ${folder}/ may not include <${header}> (posix)`);
                }
                return;
            }
            if (folder === '.' && tree.has(`kiosk/${header}`)) return;
            const library = library_of(header);
            if (library === undefined) {
                const own = tree.has(`kiosk/${header}`) || tree.has(path.replace(/[^/]*$/, header));
                findings.push(
                    own
                        ? `${place}: write includes of our own from the folder kiosk/: "${folder}/${header}"`
                        : `${place}: the include table does not know <${header}>`,
                );
                return;
            }
            const extra = extra_libraries[path.slice('kiosk/'.length)] ?? [];
            if (!allowed.libraries.includes(library) && !extra.includes(library)) {
                findings.push(`${place}: ${folder}/ may not include <${header}> (${library})`);
            }
        });
    }
    return findings;
}

/** (a) The table itself: a picture with a cycle is no picture. */
export function table_has_no_cycle(the_table = table) {
    const findings = [];
    const state = new Map();
    const visit = (folder, way) => {
        if (state.get(folder) === 'done') return;
        if (state.get(folder) === 'open') {
            findings.push(`the include table goes in a circle: ${[...way, folder].join(' → ')}`);
            return;
        }
        state.set(folder, 'open');
        const { folders = [], files = [] } = the_table[folder] ?? {};
        const next = folders === '*' ? [] : [...folders, ...files.map((file) => file.split('/')[0])];
        for (const other of new Set(next)) visit(other, [...way, folder]);
        state.set(folder, 'done');
    };
    for (const folder of Object.keys(the_table)) visit(folder, []);
    return findings;
}

/** (a) The web client: the store is pure, views draw it, only the connection holds the socket (app.ts hands it one). */
export function web_includes(tree) {
    const findings = [];
    for (const [path, text] of tree) {
        if (!/^web_client\/src\/.*\.tsx?$/.test(path) || /\.test\.tsx?$/.test(path)) continue;
        const inner = path.slice('web_client/src/'.length);
        lines_of(text).forEach((line, index) => {
            const place = `${path}:${index + 1}`;
            const target = line.match(/\bfrom\s+['"]([^'"]+)['"]|^\s*import\s+['"]([^'"]+)['"]/);
            const name = target?.[1] ?? target?.[2];
            if (name !== undefined && /^store(\/|\.ts)/.test(inner) && /(^|\/)(views|connection)(\/|$|\.)/.test(name)) {
                findings.push(`${place}: the store is pure and may not import ${name}`);
            }
            if (name !== undefined && /^connection(\/|\.ts)/.test(inner) && /(^|\/)views(\/|$|\.)/.test(name)) {
                findings.push(`${place}: the connection may not import ${name}`);
            }
            if (/\bnew WebSocket\b/.test(line) && !/^(connection|app)(\/|\.ts)/.test(inner)) {
                findings.push(`${place}: only the connection opens a socket`);
            }
            if (/\b(innerHTML|outerHTML|dangerouslySetInnerHTML|document\.write)\b/.test(line)) {
                findings.push(`${place}: text of people never becomes HTML`);
            }
        });
    }
    return findings;
}

/** The comment that a file opens with, as plain text; '' when there is none. */
export function opening_comment(text) {
    let rest = text.replace(/^\uFEFF/, '').replace(/^#!.*\n/, '');
    rest = rest.replace(/^\s*/, '');
    const block = rest.match(/^\/\*([\s\S]*?)\*\//);
    if (block) return block[1].replace(/^\s*\*+/gm, ' ').trim();
    const taken = [];
    for (const line of lines_of(rest)) {
        const comment = line.match(/^\s*\/\/+!?(.*)$/);
        if (!comment) break;
        taken.push(comment[1].trim());
    }
    return taken.join(' ').trim();
}

/** (b) Each source file opens with at least two sentences. */
export function headers(tree) {
    const findings = [];
    for (const [path, text] of tree) {
        if (!is_source(path) || !/^(kiosk|web_client|tests)\//.test(path)) continue;
        const comment = opening_comment(text);
        const sentences = comment.split(/[.!?…](?=\s|$|\))/).filter((part) => /\p{L}/u.test(part)).length;
        if (comment === '') findings.push(`${path}: opens with no comment`);
        else if (sentences < 2 || comment.length < 60) {
            findings.push(`${path}: its opening comment has not two sentences (owns what, which thread, never includes what)`);
        }
    }
    return findings;
}

// ----------------------------------------------------------------------------------------------------------- locales

const plural_endings = /\.(zero|one|two|few|many|other)$/;
const base_key = (key) => key.replace(plural_endings, '');
const placeholders = (text) => new Set([...text.matchAll(/\{([a-zA-Z_][a-zA-Z0-9_]*)\}/g)].map((found) => found[1]));

/** language → key → { text, path }, with what is wrong in the files themselves. */
export function read_locales(tree) {
    const languages = new Map();
    const findings = [];
    for (const [path, text] of tree) {
        const found = path.match(/^assets\/locales\/([a-z]{2,3})(?:\/([a-z_]+))?\.json$/);
        if (!found) continue;
        const language = found[1];
        let content;
        try {
            content = JSON.parse(text);
        } catch (error) {
            findings.push(`${path}: is not JSON (${error.message})`);
            continue;
        }
        if (content === null || typeof content !== 'object' || Array.isArray(content)) {
            findings.push(`${path}: is not one object of key to text`);
            continue;
        }
        const keys = languages.get(language) ?? new Map();
        languages.set(language, keys);
        const written = [...text.matchAll(/"((?:[^"\\]|\\.)+)"\s*:/g)].map((match) => match[1]);
        const twice = written.filter((key, index) => key in content && written.indexOf(key) !== index);
        for (const key of new Set(twice)) findings.push(`${path}: "${key}" stands there twice`);
        for (const [key, value] of Object.entries(content)) {
            if (typeof value !== 'string') findings.push(`${path}: "${key}" is not a text`);
            else if (value.trim() === '') findings.push(`${path}: "${key}" is empty`);
            else if (keys.has(key)) findings.push(`${path}: "${key}" stands in ${keys.get(key).path} too`);
            else keys.set(key, { text: value, path });
        }
    }
    return { languages, findings };
}

/** (c) The same keys, with the same placeholders, in every language; no empty text, no word that the house forbids. */
export function locales_agree(tree) {
    const { languages, findings } = read_locales(tree);
    for (const needed of ['nl', 'en']) {
        if (!languages.has(needed)) findings.push(`assets/locales/${needed}: this language is missing`);
    }
    const all_bases = new Set([...languages.values()].flatMap((keys) => [...keys.keys()].map(base_key)));
    for (const [language, keys] of languages) {
        const bases = new Set([...keys.keys()].map(base_key));
        for (const base of all_bases) {
            if (!bases.has(base)) findings.push(`assets/locales/${language}: "${base}" is missing`);
        }
        for (const [key, { text, path }] of keys) {
            if (plural_endings.test(key) && !keys.has(`${base_key(key)}.other`)) {
                findings.push(`${path}: "${key}" has no "${base_key(key)}.other" beside it`);
            }
            if (/\b(winnaar|verliezer|winner|loser)s?\b/i.test(text)) {
                findings.push(`${path}: "${key}" speaks of winners or losers`);
            }
            if (/\{[^}]*$|\{(?![a-zA-Z_][a-zA-Z0-9_]*\})/.test(text)) {
                findings.push(`${path}: "${key}" has a brace that is no {placeholder}`);
            }
            const dutch = languages.get('nl');
            const same = dutch?.get(key) ?? dutch?.get(`${base_key(key)}.other`) ?? dutch?.get(base_key(key));
            if (same === undefined || language === 'nl') continue;
            const here = placeholders(text);
            const there = placeholders(same.text);
            if (plural_endings.test(key)) {
                // '1 persoon' may say its number in words.
                here.delete('n');
                there.delete('n');
            }
            if ([...here].sort().join() !== [...there].sort().join()) {
                findings.push(
                    `${path}: "${key}" has the placeholders {${[...here].sort().join('} {')}}, Dutch has {${[...there].sort().join('} {')}}`,
                );
            }
        }
    }
    return findings;
}

/**
 * Keys that code composes ("form." + form) instead of writing them out. Each stands here with what is appended; a literal
 * in the code that ends in a dot must be one of these, and each of these must still be in the code.
 */
export const composed_prefixes = new Map([
    ['form.', 'the form of a block'],
    ['reason.', 'why somebody stands where they stand in the queue'],
    ['step.', 'the kind of a step in the undo list'],
    ['next.', 'what the large button will do'],
    ['kind.', 'the kind of a turn'],
    ['rule.', 'a rule of the row'],
    ['web.kind.', 'what a kind of turn is for'],
    ['web.ask.state_', 'how a question of one\'s own stands'],
    ['lead.question_', 'how a question stands'],
    ['web.refused.', 'a refusal that the page itself words'],
    ['web.done.', 'a command that was accepted'],
    ['web.agenda.', 'the state of a block'],
    ['web.block.', 'the state of a block, as a sentence'],
    ['web.line.', 'the state of the connection'],
    ['web.react.', 'the kind of a reaction'],
    ['web.option.', 'an option of a yes/no poll'],
    ['web.left.', 'how much of a block is left'],
    ['web.think.', 'how much time to think is left'],
    ['lead.scene.', 'a scene of the stage'],
    ['lead.phase.', 'the phase of the meeting'],
    ['lead.stale.', 'a step that came too late'],
    ['web.right.lost_', 'a right that went'],
    ['web.right.got_', 'a right that came'],
    ['lead.role.', 'a right of a person'],
    ['web.tab.', 'the page of a right'],
    ['lead.sure.', 'a step that asks whether one is sure'],
    ['lead.check_in_', 'the state of a check-in'],
    ['lead.poll_', 'the state of a poll'],
    ['program.runbook_', 'what is wrong in a runbook file'],
    ['program.table_', 'what is wrong in an agenda from a table'],
    ['report.weekday.', 'the name of a day'],
    ['report.month.', 'the name of a month'],
]);

const key_areas = /^(report|web|lead|stage|console|refusal|reason|kind|rule|step|next|form|common|program|language)\.[a-z0-9_.]*$/;

/** Every string in the text that looks like a locale key, or like the beginning of one: { key, line, composed }. */
export function key_literals(text) {
    const found = [];
    lines_of(text).forEach((line, index) => {
        if (/^\s*(#\s*include|import\b|\/\/|\*(\s|\/|$))/.test(line)) return; // '*x' begins code, '* x' a comment's line
        for (const match of line.matchAll(/(["'])((?:(?!\1)[^\\]|\\.)*)\1|`([^`$]*)(\$\{)?/g)) {
            const key = match[2] ?? match[3];
            if (key_areas.test(key) && !/\.(json|js|css|html|cpp|toml)$/.test(key)) found.push({ key, line: index + 1, composed: /[._]$/.test(key) });
        }
    });
    return found;
}

/** The verbs of the wire ("stage.blank") and the events' names in the journal look like keys too; these files name them. */
function wire_words(tree) {
    const words = new Set();
    for (const [path, text] of tree) {
        if (!/^kiosk\/protocol\/.*schema\.json$|^kiosk\/journal\/event_\w+\.(h|cpp)$/.test(path)) continue;
        for (const match of text.matchAll(/"([a-z_]+\.[a-z_]+)"/g)) words.add(match[1]);
    }
    return words;
}

/** (c) Every key that code names exists, and every key that exists is named by code. */
export function locales_used(tree, composed = composed_prefixes) {
    const { languages } = read_locales(tree);
    const known = new Set([...(languages.get('nl')?.keys() ?? [])]);
    const known_bases = new Set([...known].map(base_key));
    const wire = wire_words(tree);
    const findings = [];
    const used = new Set();
    const used_prefixes = new Set();
    for (const [path, text] of tree) {
        if (!/^(kiosk|web_client)\/.*\.(cpp|h|ts|tsx|mjs|js|html)$/.test(path) || /\.test\.tsx?$/.test(path)) continue;
        for (const { key, line, composed: open } of key_literals(text)) {
            if (open) {
                if (composed.has(key)) used_prefixes.add(key);
                else if (key.split('.').length > 2) {
                    findings.push(`${path}:${line}: "${key}" composes a key; add it to composed_prefixes`);
                }
                continue;
            }
            used.add(key).add(base_key(key));
            // Passed on as the beginning of a key: countdown("web.left").
            if (!known_bases.has(key) && composed.has(`${key}.`)) {
                used_prefixes.add(`${key}.`);
                continue;
            }
            if (!known.has(key) && !known_bases.has(key) && !wire.has(key)) {
                findings.push(`${path}:${line}: the locales have no "${key}"`);
            }
        }
    }
    for (const prefix of composed.keys()) {
        if (!used_prefixes.has(prefix)) {
            // Code may write out every key of an area; then there is nothing to allow.
            const open = [...known_bases].filter((base) => base.startsWith(prefix) && !used.has(base));
            if (open.length > 0) {
                findings.push(`no code composes "${prefix}", and these are named nowhere: ${open.slice(0, 5).join(', ')}`);
            }
        }
    }
    for (const base of known_bases) {
        const is_composed = [...composed.keys()].some((prefix) => base.startsWith(prefix));
        if (!is_composed && !used.has(base)) findings.push(`assets/locales: "${base}" is used nowhere`);
    }
    return findings;
}

// ------------------------------------------------------------------------------------------------------------- house

/** (d) No file of kiosk/ or of the web client is longer than 700 lines. */
export function lengths(tree, most = 700) {
    const findings = [];
    for (const [path, text] of tree) {
        if (!is_source(path) || !/^(kiosk|web_client\/src)\//.test(path)) continue;
        const count = lines_of(text).length - 1;
        if (count > most) findings.push(`${path}: ${count} lines; split it (at most ${most})`);
    }
    return findings;
}

// Written in halves, so that this file does not find itself.
const unfinished = new RegExp(`\\b(${['TO' + 'DO', 'FIX' + 'ME', 'X' + 'XX', 'HA' + 'CK'].join('|')})\\b|\\bfor ` + `now\\b`);

/** (d) Nothing is left for later. */
export function nothing_unfinished(tree) {
    const findings = [];
    for (const [path, text] of tree) {
        if (!is_text(path) || path.endsWith('package-lock.json') || path.startsWith('assets/')) continue;
        lines_of(text).forEach((line, index) => {
            const found = line.match(unfinished);
            if (found) findings.push(`${path}:${index + 1}: says '${found[0]}'; finish it or leave it out`);
        });
    }
    return findings;
}

const machine_path = new RegExp(
    ['/wo' + 'rk/', '/tmp/b' + 'k\\b', '/tmp/bu' + 'ild-', '/ro' + 'ot/', '/ho' + 'me/[a-z]', '/Us' + 'ers/[A-Za-z]'].join('|'),
);

/** (d) No path of one machine. */
export function no_machine_paths(tree) {
    const findings = [];
    for (const [path, text] of tree) {
        if (!is_text(path)) continue;
        lines_of(text).forEach((line, index) => {
            const found = line.match(machine_path);
            if (found) findings.push(`${path}:${index + 1}: holds the path of one machine (${found[0]}…)`);
        });
    }
    return findings;
}

/** (d) Lock files name no address to fetch from, and .npmrc keeps it so. */
export function lock_files(tree) {
    const findings = [];
    for (const [path, text] of tree) {
        if (!/(^|\/)package-lock\.json$/.test(path)) continue;
        lines_of(text).forEach((line, index) => {
            if (/"resolved"\s*:/.test(line) || new RegExp('registry\\.' + 'npm').test(line)) {
                findings.push(`${path}:${index + 1}: names the address of a package`);
            }
        });
        const settings = tree.get(path.replace(/package-lock\.json$/, '.npmrc')) ?? '';
        if (!/^omit-lockfile-registry-resolved=true$/m.test(settings)) {
            findings.push(`${path}: the .npmrc beside it does not say omit-lockfile-registry-resolved=true`);
        }
    }
    return findings;
}

const top_level = new Set(['CMakeLists.txt', 'kiosk', 'web_client', 'assets', 'tests', 'README.md']);

/** (d) At the top lies what the design names, dot files, and nothing else. */
export function top_level_names(names) {
    return names
        .filter((name) => !name.startsWith('.') && !top_level.has(name))
        .map((name) => `${name}: does not belong at the top level`);
}
