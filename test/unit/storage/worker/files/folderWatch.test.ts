import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { FolderWatch } from '../../../../../src/storage/worker/files/folderWatch.js';
import { withFolder } from '../../support/openStorage.js';
import { until } from '../../support/until.js';

/** Longer than any test takes: what happens before was a hint of the system's. */
const NEVER_MS = 1_000_000;

describe('a watch over a folder', () => {
  it('looks when a file appears, once for several changes at a time', () =>
    withFolder(async (folder) => {
      let looks = 0;
      const watch = new FolderWatch(folder, NEVER_MS, () => looks++);
      watch.begin();
      for (let index = 0; index < 20; index++) writeFileSync(path.join(folder, `${index}`), 'x');
      await until(() => looks > 0);
      assert.ok(looks < 5, `${looks} looks`);
      watch.end();
    }));

  it('takes what this process writes itself for no news', () =>
    withFolder(async (folder) => {
      let looks = 0;
      const watch = new FolderWatch(
        folder,
        NEVER_MS,
        () => looks++,
        (name) => name === 'own',
      );
      watch.begin();
      for (let index = 0; index < 20; index++) writeFileSync(path.join(folder, 'own'), `${index}`);
      await new Promise((resolve) => setTimeout(resolve, 200));
      assert.equal(looks, 0);
      writeFileSync(path.join(folder, 'another'), 'x');
      await until(() => looks === 1);
      watch.end();
    }));

  it('looks in any case now and then, also where the system gives no hints', () =>
    withFolder(async (folder) => {
      let looks = 0;
      const watch = new FolderWatch(path.join(folder, 'not there'), 10, () => looks++);
      watch.begin();
      await until(() => looks > 3);
      watch.end();
    }));

  it('begins to listen to hints once the folder exists, and survives its end', () =>
    withFolder(async (folder) => {
      const later = path.join(folder, 'later');
      let looks = 0;
      const watch = new FolderWatch(later, 20, () => looks++);
      watch.begin();
      mkdirSync(later);
      await until(() => looks > 2);
      rmSync(later, { recursive: true });
      const before = looks;
      await until(() => looks > before + 2);
      watch.end();
    }));

  it('does not look after its end', () =>
    withFolder(async (folder) => {
      let looks = 0;
      const watch = new FolderWatch(folder, 10, () => looks++);
      watch.begin();
      writeFileSync(path.join(folder, 'a'), 'x');
      watch.end();
      const before = looks;
      await new Promise((resolve) => setTimeout(resolve, 120));
      assert.equal(looks, before);
    }));
});
