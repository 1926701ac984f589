#!/usr/bin/env node
// The first thing any command runs, on whatever Node is there (12 or newer): sets up node_modules where it is missing or not
// made from this lock file, then goes on in the project's own Node.  node bin/run.mjs <script.ts> [arguments…]
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmdirSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const project = dirname(dirname(fileURLToPath(import.meta.url)));
const modules = join(project, 'node_modules');
const mark = join(modules, '.tarifwerk-lock');
const NODE_MAJOR = 26;

/** Sets up what is missing, runs the script with the arguments, ends with its exit code. */
export function run(script, args) {
  if (!isSetUp()) setUp();
  const node = findNode();
  const path = join(modules, '.bin') + (process.platform === 'win32' ? ';' : ':') + (process.env.PATH || '');
  const child = spawn(node, ['--disable-warning=ExperimentalWarning', script].concat(args), {
    stdio: 'inherit',
    // Compiled code is kept beside the modules: a command then starts in half the time.
    env: Object.assign({ NODE_COMPILE_CACHE: join(modules, '.cache', 'compiled') }, process.env, { PATH: path }),
  });
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  // Ctrl-C reaches the child by itself (same terminal); we only must not die before it.
  signals.forEach((signal) => {
    process.on(signal, () => {
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    });
  });
  child.on('error', (error) => fail(`cannot start ${node}: ${error.message}`));
  child.on('exit', (code, signal) => {
    if (signal) {
      signals.forEach((each) => {
        process.removeAllListeners(each);
      });
      process.kill(process.pid, signal);
    } else process.exit(code === null ? 1 : code);
  });
}

function lockHash() {
  return createHash('sha256')
    .update(readFileSync(join(project, 'package-lock.json')))
    .digest('hex');
}

function isSetUp() {
  try {
    return readFileSync(mark, 'utf8').trim() === lockHash();
  } catch (_) {
    return false;
  }
}

function setUp() {
  const release = takeLock();
  try {
    if (isSetUp()) return; // another command did it while we waited
    if (!isInstalledByHand()) install();
    const aside = `${mark}.${process.pid}`;
    writeFileSync(aside, `${lockHash()}\n`);
    renameSync(aside, mark);
  } finally {
    release();
  }
}

/** npm's own record of what it installed names every package of the lock file in its version: somebody ran `npm ci`. */
function isInstalledByHand() {
  try {
    const wanted = JSON.parse(readFileSync(join(project, 'package-lock.json'), 'utf8')).packages;
    const there = JSON.parse(readFileSync(join(modules, '.package-lock.json'), 'utf8')).packages;
    return Object.keys(wanted).every(
      (name) => name === '' || wanted[name].optional || (there[name] && there[name].version === wanted[name].version),
    );
  } catch (_) {
    return false;
  }
}

function install() {
  process.stderr.write('Setting up: npm ci (once, about a minute) …\n');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const done = spawnSync(npm, ['ci', '--no-audit', '--no-fund'], { cwd: project, stdio: ['ignore', 2, 2] });
  if (done.error) fail('npm was not found. Install Node.js with npm and run this again.');
  if (done.status !== 0)
    fail(
      'npm ci failed (see above). Without network: check the connection or the registry (npm config get registry) and run this again.',
    );
}

/** A folder is made by one process only; one left by a process that was killed is taken over after ten minutes. */
function takeLock() {
  const lock = join(project, '.setup-lock');
  for (;;) {
    try {
      mkdirSync(lock);
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') fail(`cannot write to ${project}: ${error.message}`);
      let age = 0;
      try {
        age = Date.now() - statSync(lock).mtimeMs;
      } catch (_) {
        continue;
      }
      if (age > 600000) rmdirSync(lock);
      else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
    }
  }
  return () => {
    try {
      rmdirSync(lock);
    } catch (_) {
      // taken over by another one
    }
  };
}

function findNode() {
  const packaged = join(modules, '.bin', 'node');
  if (existsSync(packaged) && spawnSync(packaged, ['--version'], { stdio: 'ignore' }).status === 0) return packaged;
  if (Number(process.versions.node.split('.')[0]) >= NODE_MAJOR) return process.execPath;
  return fail(
    'there is no packaged Node.js for ' +
      process.platform +
      '-' +
      process.arch +
      '. Install Node.js ' +
      NODE_MAJOR +
      ' or newer.',
  );
}

function fail(message) {
  process.stderr.write(`tarifwerk: ${message}\n`);
  process.exit(1);
}

const started = process.argv[1] && pathToFileURL(realpathSync(process.argv[1])).href === import.meta.url;
if (started) {
  if (process.argv.length < 3) fail('usage: node bin/run.mjs <script.ts> [arguments]');
  run(resolve(process.argv[2]), process.argv.slice(3));
}
