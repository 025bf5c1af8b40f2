import assert from 'node:assert/strict';
import { addressKind, type AddressKind } from '../../../../src/attachments/page/addressKind.js';

const addresses: Readonly<Record<AddressKind, readonly string[]>> = {
  public: [
    '1.1.1.1',
    '8.8.8.8',
    '172.15.0.1',
    '172.32.0.1',
    '100.63.0.1',
    '2606:4700::1111',
    '168.63.129.17',
    '::ffff:0:808:808',
    '::ffff:8.8.8.8',
    '64:ff9b::808:808',
    '2002:808:808::1',
  ],
  loopback: [
    '127.0.0.1',
    '127.255.255.255',
    '::1',
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '::127.0.0.1',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    '::ffff:0:7f00:1',
    '::ffff:0:127.0.0.1',
  ],
  private: [
    '10.0.0.1',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '100.64.0.1',
    'fc00::1',
    'fd12:3456::1',
    'fec0::1',
    '::ffff:10.1.2.3',
    '::ffff:c0a8:101',
    '2002:a00:1::',
    '64:ff9b:1::a00:1',
  ],
  'link-local': [
    '168.63.129.16',
    '::ffff:168.63.129.16',
    '169.254.0.1',
    '169.254.169.254',
    'fe80::1',
    'fe80::1%eth0',
    '::ffff:169.254.169.254',
    'febf::1',
  ],
  reserved: [
    '0.0.0.0',
    '0.1.2.3',
    '::',
    '::ffff:0.0.0.0',
    '192.0.2.1',
    '198.18.0.1',
    '203.0.113.9',
    '224.0.0.1',
    '255.255.255.255',
    'ff02::1',
    '1::1',
    '200::1',
    '4000::1',
    '::1:0:0:1',
    'fe00::1',
    '2001:db8::1',
    'not an address',
    '',
  ],
};

describe('the kind of an address', () => {
  for (const [kind, members] of Object.entries(addresses))
    for (const address of members)
      it(`of ${address || 'nothing'} is ${kind}`, () => assert.equal(addressKind(address), kind));
});
