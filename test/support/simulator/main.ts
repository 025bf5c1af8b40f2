/** Runs the simulator by itself and prints its URL; `--port <n>` chooses the port. Ends with SIGINT or SIGTERM. */
import { parseArgs } from 'node:util';
import { startSimulator } from './simulator.js';

const { values } = parseArgs({ options: { port: { type: 'string' } } });
const simulator = await startSimulator({ port: Number(values.port ?? 0) });
process.stdout.write(`${simulator.url}\n`);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void simulator.close());
