import assert from 'node:assert/strict';
import os from 'node:os';
import { homeDirectory, userName } from '../../../src/core/hostFacts.js';

const variables = ['USER', 'USERNAME', 'LOGNAME'];

describe('facts of the host', () => {
  const { userInfo, homedir } = os;
  const environment = Object.fromEntries(variables.map((name) => [name, process.env[name]]));

  beforeEach(() => {
    for (const name of variables) delete process.env[name];
  });

  afterEach(() => {
    Object.assign(os, { userInfo, homedir });
    for (const name of variables) delete process.env[name];
    for (const [name, value] of Object.entries(environment)) if (value !== undefined) process.env[name] = value;
  });

  /** As Node does where the user has no entry in the system's list. */
  const unknown = (): never => {
    throw Object.assign(new Error('A system error occurred: uv_os_get_passwd returned ENOENT'), {
      code: 'ERR_SYSTEM_ERROR',
    });
  };

  it('are what the operating system says', () => {
    process.env['USER'] = 'somebody-else';
    Object.assign(os, { userInfo: () => ({ username: 'ada' }), homedir: () => '/home/ada' });
    assert.equal(userName(), 'ada');
    assert.equal(homeDirectory(), '/home/ada');
  });

  for (const name of variables) {
    it(`are taken from ${name} where the operating system does not know the user`, () => {
      os.userInfo = unknown;
      process.env[name] = 'grace';
      assert.equal(userName(), 'grace');
    });
  }

  it('pass over a variable that is empty', () => {
    os.userInfo = unknown;
    Object.assign(process.env, { USER: '', LOGNAME: 'grace' });
    assert.equal(userName(), 'grace');
  });

  it('are missing where nobody provides them', () => {
    os.userInfo = unknown;
    os.homedir = unknown;
    assert.equal(userName(), '');
    assert.equal(homeDirectory(), undefined);
    os.homedir = () => '';
    assert.equal(homeDirectory(), undefined, 'HOME is set, but empty');
  });
});
