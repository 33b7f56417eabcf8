// Owns a WebSocket client just large enough for the tests on real sockets: one socket, text frames, nothing queued out
// of sight, so that it is known what was sent and what was answered at the moment the kiosk died. Needs only Node's own
// modules. It must never retry or reconnect by itself.

import { createHash, randomBytes } from 'node:crypto';
import { connect } from 'node:net';

const handshake_within_ms = 20_000;
const key_suffix = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11'; // RFC 6455, section 1.3

function masked_frame(opcode, payload) {
    const mask = randomBytes(4);
    const header = payload.length < 126 ? Buffer.alloc(2) : Buffer.alloc(4);
    header[0] = 0x80 | opcode;
    if (payload.length < 126) {
        header[1] = 0x80 | payload.length;
    } else {
        header[1] = 0x80 | 126;
        header.writeUInt16BE(payload.length, 2);
    }
    const body = Buffer.from(payload);
    for (let i = 0; i < body.length; i += 1) body[i] ^= mask[i % 4];
    return Buffer.concat([header, mask, body]);
}

/** Opens ws://127.0.0.1:port/ws. on_frame(object) for each text frame; on_close() once, when the socket is no more. */
export function open_socket(port, on_frame, on_close) {
    return new Promise((resolve, reject) => {
        const key = randomBytes(16).toString('base64');
        const socket = connect(port, '127.0.0.1');
        let input = Buffer.alloc(0);
        let open = false;
        let closed = false;
        const timer = setTimeout(() => socket.destroy(new Error('no handshake in time')), handshake_within_ms);
        const api = {
            send(frame) {
                if (!closed) socket.write(masked_frame(1, Buffer.from(JSON.stringify(frame))));
            },
            end: () => socket.destroy(),
            /** Reads nothing more and answers no ping, as a phone in a pocket: nothing is closed. */
            fall_asleep: () => socket.pause(),
            get closed() {
                return closed;
            },
        };
        const take_handshake = () => {
            const end = input.indexOf('\r\n\r\n');
            if (end < 0) return false;
            const head = input.subarray(0, end).toString('latin1');
            const accept = createHash('sha1').update(key + key_suffix).digest('base64');
            if (!head.startsWith('HTTP/1.1 101') || !head.includes(accept)) {
                socket.destroy(new Error(`handshake refused: ${head.split('\r\n')[0]}`));
                return false;
            }
            input = input.subarray(end + 4);
            open = true;
            clearTimeout(timer);
            resolve(api);
            return true;
        };
        const take_frame = () => {
            if (input.length < 2) return false;
            let size = input[1] & 0x7f;
            let start = 2;
            if (size === 126) {
                if (input.length < 4) return false;
                size = input.readUInt16BE(2);
                start = 4;
            } else if (size === 127) {
                if (input.length < 10) return false;
                size = Number(input.readBigUInt64BE(2));
                start = 10;
            }
            if (input.length < start + size) return false;
            const opcode = input[0] & 0x0f;
            const whole = (input[0] & 0x80) !== 0;
            const payload = input.subarray(start, start + size);
            input = input.subarray(start + size);
            // The kiosk sends each text whole; one in pieces would be its mistake.
            if (!whole) socket.destroy(new Error('a frame in pieces'));
            else if (opcode === 1) on_frame(JSON.parse(payload.toString('utf8')));
            else if (opcode === 8) socket.destroy();
            else if (opcode === 9) socket.write(masked_frame(10, payload));
            return true;
        };
        socket.setNoDelay(true);
        socket.on('connect', () => {
            socket.write(
                `GET /ws HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
                    `Sec-WebSocket-Key: ${key}\r\nSec-WebSocket-Version: 13\r\n` +
                    'Sec-WebSocket-Protocol: buurtkiosk.v1\r\n\r\n',
            );
        });
        socket.on('data', (bytes) => {
            input = input.length === 0 ? bytes : Buffer.concat([input, bytes]);
            if (!open && !take_handshake()) return;
            while (take_frame());
        });
        let problem;
        socket.on('error', (error) => {
            problem = error;
        });
        socket.on('close', () => {
            clearTimeout(timer);
            closed = true;
            if (open) on_close();
            else reject(problem ?? new Error('closed before the handshake'));
        });
    });
}
