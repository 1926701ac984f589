#!/usr/bin/env node
// The command line of Tarifwerk; sets itself up at the first call. Works through a symbolic link too.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from './run.mjs';

run(join(dirname(dirname(fileURLToPath(import.meta.url))), 'src', 'cli.ts'), process.argv.slice(2));
