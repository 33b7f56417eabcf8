# The steps that kiosk/run and tests/run share: install Debian packages, find Node, install npm packages, build.
# Sourced by bash with `set -euo pipefail`; every word it says goes to standard error, because standard output belongs to
# the program. Nothing here may become root except to install packages.

repository="$(dirname -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")")"
build_folder="${BUURTKIOSK_BUILD:-$repository/.build}"

# What building and running needs. The libx… ones are opened by GLFW while running and are no dependency of it; without
# them a second screen is not seen.
build_packages=(
    g++ cmake ninja-build pkgconf ca-certificates
    libimgui-dev libglfw3-dev libgl-dev libpango1.0-dev libfreetype-dev libglib2.0-dev libqrcodegencpp-dev
    libhyphen-dev hyphen-nl libpoppler-glib-dev
    libxrandr2 libxinerama1 libxcursor1 libxi6
    libwebsockets-dev libev-dev libsqlite3-dev libsodium-dev libicu-dev libstemmer-dev zlib1g-dev
    nlohmann-json3-dev libtomlplusplus-dev libcli11-dev libspdlog-dev libfmt-dev catch2
    libopenal-dev
    fonts-noto-core fonts-noto-color-emoji
)

say() { printf 'buurtkiosk: %s\n' "$*" >&2; }
fail() {
    say "$*"
    exit 1
}

# The user that owns this folder builds in it, whoever started the script.
drop_to() {  # drop_to USER COMMAND…: becomes that user and the command; never returns
    local user=$1 uid gid home runtime
    shift
    uid=$(id -u "$user") gid=$(id -g "$user")
    home=$(getent passwd "$user" | cut -d: -f6)
    runtime=/run/user/$uid
    [[ -d $runtime ]] || runtime=
    exec env -u SUDO_USER -u SUDO_UID -u SUDO_GID -u SUDO_COMMAND \
        HOME="$home" USER="$user" LOGNAME="$user" ${runtime:+XDG_RUNTIME_DIR="$runtime"} \
        setpriv --reuid="$uid" --regid="$gid" --init-groups --inh-caps=-all -- "$@"
}

# The user to build as when we are root: the owner of the repository, if that is somebody else.
other_owner() {  # prints a name, or nothing
    local owner
    ((EUID == 0)) || return 0
    owner=$(stat -c %U -- "$repository")
    if [[ $owner != root && $owner != UNKNOWN ]]; then printf '%s' "$owner"; fi
}

missing_packages() {  # missing_packages NAME…: prints those that are not installed, one a line
    local name status
    local -A installed=()
    while read -r status name; do
        if [[ $status == installed ]]; then installed[$name]=1; fi
    done < <(dpkg-query -W -f '${db:Status-Status} ${Package}\n' "$@" 2>/dev/null || true)
    for name in "$@"; do
        if [[ -z ${installed[$name]:-} ]]; then printf '%s\n' "$name"; fi
    done
}

install_packages() {  # install_packages NAME…: installs what is missing; without the network when nothing is
    local -a missing as_root=()
    local command
    if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
        say "this is no Debian, so packages are not checked; if building fails, see what README.md names"
        return 0
    fi
    mapfile -t missing < <(missing_packages "$@")
    ((${#missing[@]} > 0)) || return 0
    command="apt-get install -y --no-install-recommends ${missing[*]}"
    if ((EUID != 0)); then
        command -v sudo >/dev/null ||
            fail "packages are missing and there is no sudo here; become root (su -), then: $command"
        as_root=(sudo)
    fi
    say "installing ${#missing[@]} Debian packages: ${missing[*]}"
    as_root+=(env DEBIAN_FRONTEND=noninteractive)
    "${as_root[@]}" apt-get update -q >&2 </dev/null || say "the package lists could not be refreshed; trying with the ones that are here"
    "${as_root[@]}" apt-get install -y -q --no-install-recommends "${missing[@]}" >&2 </dev/null ||
        fail "installing failed: check that this computer has internet and try again, or do it by hand: sudo $command"
}

node_is_fit() {  # a Node of version 18 or newer
    local node version
    node=$(command -v node || command -v nodejs) || return 1
    version=$("$node" --version 2>/dev/null) || return 1
    version=${version#v}
    [[ ${version%%.*} =~ ^[0-9]+$ ]] && ((${version%%.*} >= 18))
}

npm_is_due() {  # npm_is_due FOLDER: its lock file asks for other packages than those that lie there
    local folder=$1
    [[ -f $folder/package-lock.json ]] || return 1
    [[ ! -f $folder/node_modules/.package-lock.json ]] && return 0
    cmp -s -- "$folder/package-lock.json" "$folder/node_modules/.installed-lock.json" && return 1
    [[ $folder/package-lock.json -nt $folder/node_modules/.package-lock.json ]]
}

packages_for_node() {  # packages_for_node FOLDER…: prints the Debian packages that Node and npm still need
    local folder
    if ! node_is_fit; then printf '%s\n' nodejs; fi
    for folder in "$@"; do
        if npm_is_due "$folder" && ! command -v npm >/dev/null; then
            printf '%s\n' npm
            return 0
        fi
    done
}

install_npm() {  # install_npm FOLDER: exactly what its lock file says
    local folder=$1
    npm_is_due "$folder" || return 0
    command -v npm >/dev/null || fail "npm is missing; install it (sudo apt-get install npm) and try again"
    say "installing the npm packages of ${folder#"$repository"/}"
    (cd -- "$folder" && npm ci --no-audit --no-fund --ignore-scripts --prefer-offline >&2 </dev/null) ||
        fail "npm ci failed in $folder: check that this computer has internet and try again"
    cp -- "$folder/package-lock.json" "$folder/node_modules/.installed-lock.json"
}

jobs_that_fit() {  # one compiler for each core, but none without a gigabyte of memory
    local cores memory_gb
    cores=$(nproc)
    memory_gb=$(awk '/^MemAvailable:/ { print int($2 / 1000000) }' /proc/meminfo 2>/dev/null || true)
    if [[ -n $memory_gb ]] && ((memory_gb < cores)); then cores=$((memory_gb > 0 ? memory_gb : 1)); fi
    printf '%s' "$cores"
}

build() {  # build FOLDER "CMAKE OPTIONS" TARGET…: configures when needed, then builds; one at a time
    local folder=$1 options=$2
    shift 2
    mkdir -p -- "$folder" 2>/dev/null && [[ -w $folder ]] ||
        fail "cannot write in $folder: make the folder of the kiosk yours (sudo chown -R $(id -un) $repository)"
    exec 9>"$folder/.lock"
    flock 9
    # A build folder that was made for another place or was never finished is of no use.
    if [[ -f $folder/CMakeCache.txt ]] &&
        ! grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$repository" "$folder/CMakeCache.txt"; then
        rm -rf -- "$folder/CMakeCache.txt" "$folder/CMakeFiles" "$folder/build.ninja"
    fi
    if [[ ! -f $folder/build.ninja ]]; then
        # shellcheck disable=SC2086  # the options are words
        cmake -S "$repository" -B "$folder" -G Ninja $options >&2 </dev/null 9>&- ||
            fail "CMake could not set up the build; its lines above say what is missing"
    fi
    # The second time finds what changed while the first was at work, else it takes no time.
    for _ in 1 2; do
        ninja -C "$folder" -j "$(jobs_that_fit)" "$@" >&2 </dev/null 9>&- ||
            fail "building failed; the lines above say where. If this began after an upgrade: rm -rf $folder, and try again"
    done
    exec 9>&-
}
