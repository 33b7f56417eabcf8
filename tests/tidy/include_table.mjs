// The include table of the design (section 3) as data: which folder of kiosk/ may include which other folder, and which
// library's headers. Only rules.mjs reads it; a new dependency between folders is decided here, with its reason.
// It must never allow a cycle: self_test.mjs holds it to that.

/**
 * folder: { folders: what it may include of ours, files: single headers of other folders, libraries: names below }.
 * The C++ standard library is open to all but where `bans` names a header.
 */
const pure_bans = ['chrono', 'thread', 'random', 'mutex', 'shared_mutex', 'condition_variable', 'future', 'atomic',
    'fstream', 'iostream', 'filesystem', 'ctime', 'time.h', 'cstdlib', 'stdlib.h', 'locale'];

export const table = {
    base: { folders: [], libraries: ['fmt', 'icu', 'stemmer', 'sodium'], files: [] },
    tally: { folders: ['base'], libraries: [], bans: pure_bans },
    assembly: { folders: ['base', 'tally'], libraries: [], bans: pure_bans },
    // Added to the design's table: what the computer offers and remembers (addresses, data folder, clock, settings) …
    host: { folders: ['base'], libraries: ['fmt', 'posix', 'spdlog', 'toml'] },
    // … and the runbook file, which becomes commands.
    // (it also names the hall's Wi-Fi, a plain value of the host).
    runbook: { folders: ['base', 'assembly'], files: ['host/host_info.h'], libraries: ['fmt', 'toml'] },
    // Added too: the pages of a PDF, drawn by a child process that is this program itself.
    slides: { folders: ['base'], libraries: ['fmt', 'posix', 'poppler', 'cairo'] },
    journal: { folders: ['base', 'assembly'], libraries: ['fmt', 'json', 'sodium', 'sqlite', 'posix', 'spdlog'] },
    // The views show the chair the addresses; HostInfo is a plain value.
    views: { folders: ['base', 'assembly'], files: ['host/host_info.h'], libraries: ['fmt'] },
    minutes: { folders: ['base', 'assembly', 'journal'], libraries: ['fmt'] },
    protocol: { folders: ['base', 'assembly', 'views'], files: ['host/host_info.h'], libraries: ['fmt', 'json'] },
    // The engine answers typed messages; it never sees their bytes, so it has their header and nothing else of protocol/.
    engine: {
        folders: ['base', 'assembly', 'journal', 'views'],
        files: ['protocol/messages.h', 'host/host_info.h'],
        libraries: ['fmt', 'spdlog', 'ev'],
    },
    gateway: {
        folders: ['base', 'protocol', 'engine', 'views'],
        libraries: ['fmt', 'lws', 'ev', 'posix', 'sodium', 'spdlog', 'zlib'],
    },
    demo: { folders: ['base', 'protocol'], libraries: ['fmt', 'json', 'lws', 'ev', 'posix', 'spdlog'] },
    paint: {
        folders: ['base'],
        // ICU and libhyphen break long words; GIO asks the desktop to stay awake.
        libraries: [
            'fmt', 'spdlog', 'imgui', 'imgui_backend', 'glfw', 'gl', 'pango', 'cairo', 'freetype', 'qrcode', 'icu',
            'hyphen', 'gio', 'posix',
        ],
    },
    stage: { folders: ['base', 'paint', 'views'], libraries: ['fmt', 'spdlog'] },
    // The sound at the end of a block: OpenAL stays in there, and the rule reads what everybody may see.
    sound: { folders: ['base', 'views'], libraries: ['openal', 'posix'] },
    // The console shows the stage as a picture in its corner, and returns commands.
    console: {
        folders: ['base', 'paint', 'views', 'stage'],
        files: ['assembly/commands.h'],
        libraries: ['fmt', 'spdlog', 'imgui'],
    },
    // main.cpp and what else lies directly in kiosk/ wires everything.
    '.': { folders: '*', libraries: ['fmt', 'spdlog', 'cli', 'posix', 'ev', 'toml'] },
};

/** Single files that may use more than their folder. */
export const extra_libraries = {
    'base/json.h': ['json'],
    'base/json.cpp': ['json'],
};

/** Which library a header that is not ours belongs to; the first pattern that matches counts. */
export const libraries = [
    ['fmt', /^fmt\//],
    ['icu', /^unicode\//],
    ['stemmer', /^libstemmer\.h$/],
    ['sodium', /^sodium(\.h|\/)/],
    ['json', /^nlohmann\//],
    ['sqlite', /^sqlite3\.h$/],
    ['toml', /^toml\+\+\//],
    ['cli', /^CLI\//],
    ['spdlog', /^spdlog\//],
    ['lws', /^libwebsockets\.h$/],
    ['ev', /^ev(\+\+)?\.h$/],
    ['zlib', /^zlib\.h$/],
    ['imgui_backend', /^(imgui\/)?(backends\/)?imgui_impl_/],
    ['imgui', /^(imgui\/)?(imgui|imgui_internal|imgui_freetype|misc\/.*imgui.*)\.h$/],
    ['glfw', /^GLFW\//],
    ['gl', /^(GL|GLES\d?|EGL|KHR)\//],
    ['hyphen', /^hyphen\.h$/],
    ['gio', /^gio\//],
    ['pango', /^(pango\/|fontconfig\/|glib|gobject)/],
    ['cairo', /^(cairo\/)?cairo.*\.h$/],
    ['poppler', /^poppler(\.h|\/)/],
    ['openal', /^AL\//],
    ['freetype', /^(ft2build\.h|freetype)/],
    ['qrcode', /^(qrcodegen\/)?(QrCode|qrcodegen)\.hpp$/],
    ['posix', /^(unistd|fcntl|poll|pthread|signal|ifaddrs|netdb|pwd|dirent|termios|dlfcn|sched|spawn|syslog|utime)\.h$/],
    ['posix', /^(sys|net|netinet|arpa|linux)\//],
];

const cpp_names =
    'algorithm any array atomic barrier bit bitset cassert cctype cerrno cfenv cfloat charconv chrono cinttypes climits ' +
    'clocale cmath codecvt compare complex concepts condition_variable coroutine csetjmp csignal cstdarg cstddef ' +
    'cstdint cstdio cstdlib cstring ctime cuchar cwchar cwctype deque exception execution filesystem format ' +
    'forward_list fstream functional future initializer_list iomanip ios iosfwd iostream istream iterator latch limits ' +
    'list locale map memory memory_resource mutex new numbers numeric optional ostream queue random ranges ratio regex ' +
    'scoped_allocator semaphore set shared_mutex source_location span sstream stack stdexcept stop_token streambuf ' +
    'string string_view syncstream system_error thread tuple type_traits typeindex typeinfo unordered_map ' +
    'unordered_set utility valarray variant vector version ' +
    'assert.h ctype.h errno.h float.h inttypes.h limits.h locale.h math.h setjmp.h signal.h stdarg.h stddef.h stdint.h ' +
    'stdio.h stdlib.h string.h time.h wchar.h wctype.h';
export const standard_headers = new Set(cpp_names.split(/\s+/));
