/** Runs the simulator by itself and prints its URL; `--port <n>` chooses the port, `--pace <ms>` the time between two pieces of an answer. Ends with SIGINT or SIGTERM. */
import { parseArgs } from 'node:util';
import { startSimulator } from './simulator.js';

const { values } = parseArgs({ options: { port: { type: 'string' }, pace: { type: 'string' } } });
const simulator = await startSimulator({
  port: Number(values.port ?? 0),
  ...(values.pace === undefined ? {} : { pace: Number(values.pace) }),
});
process.stdout.write(`${simulator.url}\n`);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void simulator.close());
