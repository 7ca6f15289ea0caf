// Asks one row of one port, in a process of its own: `node ask.mjs <port> <row> [address of goscript]`. Prints
// `pass`, `fail: …`, or `-` where the port does not have what the row needs.
import process from 'node:process';
import { ports } from './ports.mjs';
import { rows } from './rows.mjs';

const [name, row, address] = process.argv.slice(2);
const rejections = [];
process.on('unhandledRejection', (error) => rejections.push(error));

class Missing extends Error {}

const port = { ...(await ports[name](address)), rejections };
const p = new Proxy(port, {
  get: (_, member) => {
    if (member === 'has') return (wanted) => wanted in port;
    if (member in port) return port[member];
    throw new Missing(String(member));
  },
});
let answer = 'pass';
try {
  await rows[row](p);
} catch (error) {
  answer = error instanceof Missing ? '-' : `fail: ${String(error).split('\n', 1)[0]}`;
}
process.stdout.write(answer, () => process.exit());
