// The launcher as people use it: real processes, the real server.
import assert from 'node:assert/strict';
import {execFileSync, spawn} from 'node:child_process';
import {once} from 'node:events';
import {chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync} from 'node:fs';
import {createServer} from 'node:net';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {after, describe, test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {until} from '../harness/until.js';

const LAUNCHER = fileURLToPath(new URL('../../../../../confero', import.meta.url));
const READY = /^Confero is ready at (http:\/\/localhost:\d+)$/m;
const MEET = /^Meet at (http:\/\/localhost:\d+\/\S+)$/m;

const folders = [];
const started = [];
after(() => {
    started.filter(each => each.left()).forEach(each => each.kill());
    folders.forEach(folder => rmSync(folder, {recursive: true, force: true}));
});

function newFolder() {
    const folder = mkdtempSync(join(tmpdir(), 'confero-launcher-'));
    folders.push(folder);
    return folder;
}

/** Starts the launcher in a process group of its own, without a display. */
function start(args, {launcher = LAUNCHER, env = {}, cwd} = {}) {
    const child = spawn(launcher, args, {
        cwd, detached: true, stdio: ['ignore', 'pipe', 'pipe'], env: {...process.env, DISPLAY: '', ...env},
    });
    const said = {out: '', err: ''};
    child.stdout.setEncoding('utf8').on('data', text => said.out += text);
    child.stderr.setEncoding('utf8').on('data', text => said.err += text);
    const confero = {
        said,
        done: once(child, 'close').then(([status]) => ({status, ...said})),
        prints: pattern => until(`line like ${pattern}`, () => {
            assert.equal(child.exitCode, null, `it has ended: ${said.err}`);
            return pattern.exec(said.out);
        }, 120_000),
        /** As the terminal does it on Ctrl-C: to everything in the group. */
        interrupt: () => process.kill(-child.pid, 'SIGINT'),
        terminate: () => child.kill('SIGTERM'),
        left: () => {
            try {
                return process.kill(-child.pid, 0);
            } catch {
                return false;
            }
        },
        kill: () => process.kill(-child.pid, 'SIGKILL'),
    };
    started.push(confero);
    return confero;
}

const run = (args, options) => start(args, options).done;

function program(path, text) {
    mkdirSync(dirname(path), {recursive: true});
    writeFileSync(path, `#!/usr/bin/env bash\n${text}\n`);
    chmodSync(path, 0o755);
}

/** A folder that looks like a JDK; its java prints its arguments. */
function fakeJdk(folder, version) {
    program(join(folder, 'bin/java'), `echo "java ${version}: $*"`);
    program(join(folder, 'bin/javac'), `echo "javac ${version}"`);
    writeFileSync(join(folder, 'release'), `JAVA_VERSION="${version}.0.1"\n`);
}

/** A PATH with what a bare system has, and no JDK. */
function barePath() {
    const folder = newFolder();
    const tools = ['bash', 'cat', 'dirname', 'env', 'find', 'id', 'mkdir', 'mktemp', 'readlink', 'rm', 'sed', 'touch', 'uname'];
    for (const tool of tools) {
        symlinkSync(execFileSync('/bin/sh', ['-c', `command -v ${tool}`], {encoding: 'utf8'}).trim(), join(folder, tool));
    }
    return folder;
}

describe('confero run', {timeout: 600_000}, () => {
    for (const [how, end] of [['Ctrl-C', 'interrupt'], ['a plain kill', 'terminate']]) {
        test(`says where it is ready and where to meet, and ${how} ends all of it`, async () => {
            const confero = start(['run', '--port', '0']);
            const [, url] = await confero.prints(READY);
            const [, link] = await confero.prints(MEET);
            assert.ok(link.startsWith(`${url}/`));
            const page = await fetch(link);
            assert.equal(page.status, 200);
            assert.match(await page.text(), /Your name/);
            assert.ok(confero.said.out.indexOf('ready at') < confero.said.out.indexOf('Meet at'));
            confero[end]();
            assert.equal((await confero.done).status, 0);
            await until('end of every process', () => !confero.left(), 5_000);
        });
    }

    test('works through a symbolic link from another folder', async () => {
        const folder = newFolder();
        symlinkSync(LAUNCHER, join(folder, 'meet'));
        const confero = start(['server', '--port=0'], {launcher: join(folder, 'meet'), cwd: folder});
        const [, url] = await confero.prints(READY);
        assert.equal((await fetch(`${url}/`)).status, 200);
        confero.terminate();
        await confero.done;
        await until('end of every process', () => !confero.left(), 5_000);
    });

    test('names the port that is taken', async () => {
        const occupant = createServer().listen(0);
        await once(occupant, 'listening');
        const {port} = occupant.address();
        for (const command of ['run', 'server']) {
            const {status, out, err} = await run([command, '--port', String(port)]);
            assert.equal(status, 1);
            assert.match(err + out, new RegExp(`\\b${port}\\b.*(in use|taken)|(in use|taken).*\\b${port}\\b`, 'i'));
        }
        occupant.close();
    });

    test('takes the configuration file that is named', async () => {
        const folder = newFolder();
        writeFileSync(join(folder, 'mine.yaml'), 'server:\n  port: 0\n');
        const confero = start(['server', '--config', 'mine.yaml'], {cwd: folder});
        const [, url] = await confero.prints(READY);
        assert.notEqual(new URL(url).port, '8080');
        confero.terminate();
        await confero.done;
    });
});

describe('the command line', {timeout: 600_000}, () => {
    const wrong = [
        [['dance'], /dance/],
        [['run', '--fast'], /--fast/],
        [['run', '--config', 'x.yaml'], /--config/],
        [['server', '--port'], /--port needs a value/],
        [['server', '--port', 'http'], /"http"/],
        [['server', '--port', '65536'], /"65536"/],
        [['test', 'everything'], /unit, integration, ui, e2e/],
        [['participant', '--server', 'http://localhost:1', '--room', 'demo', '--name', 'Ada', '--nonsense'], /--nonsense/],
        [['desktop', '--nonsense'], /--nonsense/],
        [['soak', '--for', 'ever'], /"ever"/],
        [['drills', '--short'], /--short/],
        [['benchmark', 'dance'], /join, signaling, scale and files/],
        [['benchmark', 'files', '--size', 'huge'], /"huge"/],
    ];
    for (const [args, says] of wrong) {
        test(`\`${args.join(' ')}\` is told what is wrong, and the status is 2`, async () => {
            const {status, out, err} = await run(args);
            assert.match(err, says);
            assert.equal(out, '');
            assert.equal(status, 2);
        });
    }

    test('help lists the commands', async () => {
        const {status, out} = await run(['help']);
        assert.equal(status, 0);
        for (const command of ['run', 'server', 'desktop', 'participant', 'test', 'soak', 'drills', 'package']) {
            assert.match(out, new RegExp(`confero ${command}`));
        }
    });

    test('a configuration file that is not there is named', async () => {
        const {status, err} = await run(['server', '--config', '/nowhere/mine.yaml']);
        assert.equal(status, 1);
        assert.match(err, /\/nowhere\/mine\.yaml/);
    });
});

describe('finding a JDK', {timeout: 600_000}, () => {
    test('none: it says what to install', async () => {
        const {status, err} = await run(['server'], {env: {JAVA_HOME: '', CONFERO_JDKS: newFolder(), PATH: barePath()}});
        assert.equal(status, 1);
        assert.match(err, /JDK 25/);
    });

    test('only older ones: the same', async () => {
        const jdks = newFolder();
        fakeJdk(join(jdks, 'old'), 21);
        const {status, err} = await run(
            ['server'], {env: {JAVA_HOME: join(jdks, 'old'), CONFERO_JDKS: jdks, PATH: barePath()}});
        assert.equal(status, 1);
        assert.match(err, /JDK 25/);
    });

    test('an old one in JAVA_HOME gives way to a newer one', async () => {
        const jdks = newFolder();
        fakeJdk(join(jdks, 'a-old'), 17);
        fakeJdk(join(jdks, 'b-new'), 26);
        const {status, out} = await run(
            ['server', '--port', '0'],
            {env: {JAVA_HOME: join(jdks, 'a-old'), CONFERO_JDKS: jdks, PATH: barePath()}});
        assert.match(out, /^java 26: .*--server\.port=0/);
        assert.equal(status, 0);
    });
});

describe('building', {timeout: 600_000}, () => {
    /** A project in small, where mvn only says that it was called. */
    function project(mvn) {
        const home = newFolder();
        const bin = join(home, 'bin');
        copyFileSync(LAUNCHER, join(home, 'confero'));
        writeFileSync(join(home, 'pom.xml'), '  <version>1</version>\n');
        for (const module of ['shared', 'server', 'client-desktop']) {
            mkdirSync(join(home, module, 'src/main'), {recursive: true});
            writeFileSync(join(home, module, 'pom.xml'), '');
        }
        fakeJdk(join(home, 'jdks/jdk'), 25);
        if (mvn !== null) {
            program(join(bin, 'mvn'), mvn);
        }
        const env = {JAVA_HOME: '', CONFERO_JDKS: join(home, 'jdks'), PATH: `${bin}:${barePath()}`};
        return {home, server: () => run(['server'], {launcher: join(home, 'confero'), env})};
    }

    test('only what has changed is built', async () => {
        const {home, server} = project('exit 0');
        assert.match((await server()).err, /Building/);
        assert.equal((await server()).err, '');
        writeFileSync(join(home, 'client-desktop/src/main/Unrelated.java'), '');
        assert.equal((await server()).err, '');
        const source = join(home, 'shared/src/main/New.java');
        writeFileSync(source, '');
        const later = Date.now() / 1000 + 5;
        utimesSync(source, later, later);
        assert.match((await server()).err, /Building/);
    });

    test('a build that fails shows what the compiler said, and nothing is started', async () => {
        const {server} = project('echo "[ERROR] Oops.java:[1,1] no"; exit 1');
        const {status, out, err} = await server();
        assert.equal(status, 1);
        assert.equal(out, '');
        assert.match(err, /Oops\.java/);
        assert.match((await server()).err, /Oops\.java/);
    });

    test('without Maven it says what to install', async () => {
        const {status, err} = await project(null).server();
        assert.equal(status, 1);
        assert.match(err, /Maven/);
    });
});
