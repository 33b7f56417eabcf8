// Shows that each tidy rule bites: small trees in memory, each with one thing wrong, and what the rule must say of them.
// run.mjs counts these among its tests. It must never read the repository, or a rule could pass by what lies there.

import * as rules from './rules.mjs';

const header = '// Owns a thing of the fixture, on the loop thread.\n// It must never include anything of the window or the disk.\n';
const tree = (files) => new Map(Object.entries(files));

/** [name, findings, what each finding must contain, in order]. */
export function self_tests() {
    const nl = (keys) => JSON.stringify(keys);
    const both = (dutch, english, code = {}) =>
        tree({ 'assets/locales/nl/web.json': nl(dutch), 'assets/locales/en/web.json': nl(english), ...code });
    const code = (text) => ({ 'kiosk/gateway/x.cpp': text });

    return [
        ['an allowed include passes', rules.includes(tree({
            'kiosk/base/a.h': header,
            'kiosk/assembly/b.cpp': `${header}#include <vector>\n#include "base/a.h"\n`,
        })), []],
        ['a forbidden folder is found', rules.includes(tree({
            'kiosk/journal/j.h': header,
            'kiosk/assembly/b.cpp': `${header}#include "journal/j.h"\n`,
        })), ['assembly/ may not include journal/j.h']],
        ['a clock in the assembly is found', rules.includes(tree({
            'kiosk/assembly/b.cpp': `${header}#include <chrono>\n  #  include <random>\n`,
        })), ['<chrono>', '<random>']],
        ['SQLite outside the journal is found', rules.includes(tree({
            'kiosk/views/v.cpp': '#include <sqlite3.h>\n',
            'kiosk/journal/j.cpp': '#include <sqlite3.h>\n',
        })), ['views/ may not include <sqlite3.h>']],
        ['JSON in the base is one file', rules.includes(tree({
            'kiosk/base/json.cpp': '#include <nlohmann/json.hpp>\n',
            'kiosk/base/words.cpp': '#include <nlohmann/json.hpp>\n',
        })), ['kiosk/base/words.cpp:1']],
        ['only paint draws with GLFW, GL, Cairo and Pango', rules.includes(tree({
            'kiosk/stage/s.cpp': '#include <GLFW/glfw3.h>\n#include <GL/gl.h>\n#include <cairo.h>\n#include <pango/pangocairo.h>\n',
            'kiosk/paint/p.cpp': '#include <GLFW/glfw3.h>\n#include <GL/gl.h>\n#include <cairo.h>\n#include <pango/pangocairo.h>\n',
        })), ['stage/', 'stage/', 'stage/', 'stage/']],
        ['only gateway and demo speak WebSocket', rules.includes(tree({
            'kiosk/engine/e.cpp': '#include <libwebsockets.h>\n',
            'kiosk/demo/d.cpp': '#include <libwebsockets.h>\n',
        })), ['engine/ may not include <libwebsockets.h>']],
        ['a single header may be allowed', rules.includes(tree({
            'kiosk/assembly/commands.h': header,
            'kiosk/assembly/state.h': header,
            'kiosk/console/c.cpp': '#include "assembly/commands.h"\n#include "assembly/state.h"\n',
        })), ['console/ may not include assembly/state.h']],
        ['an include from beside is found', rules.includes(tree({
            'kiosk/base/a.h': header,
            'kiosk/base/a.cpp': '#include "a.h"\n',
        })), ['from the folder kiosk/']],
        ['an include of nothing is found', rules.includes(tree({
            'kiosk/base/a.cpp': '#include "base/gone.h"\n',
        })), ['there is no kiosk/base/gone.h']],
        ['an unknown library and an unknown folder are found', rules.includes(tree({
            'kiosk/base/a.cpp': '#include <boost/any.hpp>\n',
            'kiosk/cellar/c.cpp': header,
        })), ['does not know <boost/any.hpp>', 'kiosk/cellar/']],
        ['a cycle in the table is found', rules.table_has_no_cycle({
            a: { folders: ['b'] }, b: { folders: ['c'] }, c: { folders: [], files: ['a/x.h'] }, '.': { folders: '*' },
        }), ['a → b → c → a']],

        ['a store that draws is found', rules.web_includes(tree({
            'web_client/src/store.ts': "import { page } from './views/page';\n",
            'web_client/src/views/page.tsx': "import { state } from '../store';\nconst s = new WebSocket('x');\n",
            'web_client/src/connection.ts': "const s = new WebSocket('x');\n",
        })), ['the store is pure', 'only the connection']],

        ['a file without a comment is found', rules.headers(tree({
            'kiosk/base/a.cpp': '#include <vector>\n// Later. Comments do not count.\n',
            'kiosk/base/b.h': `#pragma once\n${header}`,
            'kiosk/base/c.h': header,
            'web_client/build.mjs': `#!/usr/bin/env node\n${header}`,
            'tests/core/d.cpp': '// One sentence is not enough here, however long it is made to be in the end.\n',
            'web_client/src/e.tsx': '/* Owns the page of the fixture, in the browser.\n * It must never open a socket. */\n',
        })), ['kiosk/base/a.cpp', 'kiosk/base/b.h', 'tests/core/d.cpp']],

        ['locales that agree pass', rules.locales_agree(both(
            { 'web.a': 'Hallo {name}', 'web.n.one': 'Eén mens', 'web.n.other': '{n} mensen' },
            { 'web.a': 'Hello {name}', 'web.n.one': '{n} person', 'web.n.other': '{n} people' })), []],
        ['a missing and an empty text are found', rules.locales_agree(both(
            { 'web.a': 'a', 'web.b': 'b' }, { 'web.a': ' ' })), ['"web.a" is empty', '"web.a" is missing', '"web.b" is missing']],
        ['other placeholders are found', rules.locales_agree(both(
            { 'web.a': '{n} van {all}' }, { 'web.a': '{n} of {total}' })), ['Dutch has {all} {n}']],
        ['a key written twice is found', rules.locales_agree(tree({
            'assets/locales/nl/web.json': '{"web.a": "a", "web.a": "b"}',
            'assets/locales/en/web.json': '{"web.a": "a"}',
            'assets/locales/en/stage.json': '{"web.a": "a"}',
        })), ['stands there twice', 'stands in assets/locales/en/web.json too']],
        ['winners, stray braces and a lonely plural are found', rules.locales_agree(both(
            { 'web.a': 'De winnaar', 'web.b': 'Hoi {', 'web.c.one': 'x' },
            { 'web.a': 'The result', 'web.b': 'Hi', 'web.c.one': 'x' })),
        ['speaks of winners', 'a brace', 'has no "web.c.other"', 'has no "web.c.other"']],
        ['broken JSON and a missing language are found', rules.locales_agree(tree({
            'assets/locales/nl/web.json': '{',
        })), ['is not JSON', 'assets/locales/nl: this', 'assets/locales/en: this']],

        ['used keys pass', rules.locales_used(both({ 'web.a': 'a', 'form.talk': 'b', 'web.n.other': 'c' }, {},
            code('f("web.a"); g("form." + form); h("web.n");')), new Map([['form.', 'x']])), []],
        ['a key that does not exist is found', rules.locales_used(both({ 'web.a': 'a' }, {},
            { 'web_client/src/x.ts': "t('web.a') + t('web.gone') + t(`refusal.gone`)" }), new Map()),
        ['no "web.gone"', 'no "refusal.gone"']],
        ['a key that nobody uses is found', rules.locales_used(both({ 'web.a': 'a', 'web.b': 'b' }, {},
            code('f("web.a");')), new Map()), ['"web.b" is used nowhere']],
        ['a test is no use of a key', rules.locales_used(both({ 'web.a': 'a' }, {},
            { 'tests/core/x.cpp': 'f("web.a")' }), new Map()), ['"web.a" is used nowhere']],
        ['a verb of the wire is no key', rules.locales_used(tree({
            'assets/locales/nl/web.json': '{}',
            'kiosk/protocol/protocol.schema.json': '{"const": "stage.blank"}',
            'kiosk/protocol/p.cpp': 'verb("stage.blank"); verb("stage.gone");',
        }), new Map()), ['no "stage.gone"']],
        ['composing a key that is not listed is found', rules.locales_used(both({}, {},
            { 'web_client/src/x.ts': 't(`web.poll.${kind}`)' }), new Map()), ['"web.poll." composes a key']],
        ['a listed prefix that nobody composes is found', rules.locales_used(both({ 'form.talk': 'b' }, {}),
            new Map([['form.', 'x']])), ['no code composes "form."']],

        ['a long file is found', rules.lengths(tree({
            'kiosk/base/a.cpp': '\n'.repeat(701), 'kiosk/base/b.cpp': '\n'.repeat(700), 'tests/core/c.cpp': '\n'.repeat(900),
        })), ['kiosk/base/a.cpp: 701 lines']],
        ['what is left for later is found', rules.nothing_unfinished(tree({
            'kiosk/a.cpp': '// TO' + 'DO: more\n', 'README.md': 'good enough for ' + 'now.\n', 'b.md': 'for nowhere\n',
        })), ['kiosk/a.cpp:1', 'README.md:1']],
        ['the path of one machine is found', rules.no_machine_paths(tree({
            'kiosk/a.cpp': '"/wo' + 'rk/main"\n', 'tests/b.sh': 'cd /ho' + 'me/fatma\n', 'c.md': 'home/ and framework/\n',
        })), ['kiosk/a.cpp:1', 'tests/b.sh:1']],
        ['an address in a lock file is found', rules.lock_files(tree({
            'web_client/package-lock.json': '{\n"resolved": "https://example.org/x.tgz"\n}\n',
            'web_client/.npmrc': 'omit-lockfile-registry-resolved=true\n',
            'tests/web/package-lock.json': '{}\n',
        })), ['web_client/package-lock.json:2', 'tests/web/package-lock.json: the .npmrc']],
        ['a strange name at the top is found', rules.top_level_names(['kiosk', '.ci', 'build', 'README.md']), ['build:']],
    ].map(([name, findings, expected]) => ({
        name: `self-test: ${name}`,
        findings:
            findings.length === expected.length && expected.every((part, index) => findings[index].includes(part))
                ? []
                : [`expected ${JSON.stringify(expected)}, found ${JSON.stringify(findings)}`],
    }));
}
