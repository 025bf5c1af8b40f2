#!/usr/bin/env node
// Takes the place of the desktop executable where there is none: see servedVsCode.ts.
import { register } from 'tsx/esm/api';

register();
const { runServedVsCode } = await import('./servedVsCode.ts');
process.exit(await runServedVsCode(process.argv.slice(2)));
