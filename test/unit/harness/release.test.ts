import assert from 'node:assert/strict';
import { faultsOfRelease, type Release } from '../../../scripts/release/faultsOfRelease.mjs';

const ready: Release = {
  tag: 'v1.2.3',
  manifest: { version: '1.2.3', repository: { url: 'https://example.com/scout' } },
  changelog: '# Changelog\n\n## Unreleased\n\n## 1.2.3 – 2026-11-28\n\n- Something.\n',
  security: 'Write to security@example.com.',
};

const refusals: readonly [string, Partial<Release>, RegExp][] = [
  [
    'of another version',
    { tag: 'v1.2.4' },
    /^The tag v1\.2\.4 is not the version in package\.json: v1\.2\.3 is expected\.$/,
  ],
  ['without a repository', { manifest: { version: '1.2.3' } }, /^package\.json has no "repository"/],
  [
    'with an empty repository',
    { manifest: { version: '1.2.3', repository: { url: '' } } },
    /^package\.json has no "repository"/,
  ],
  [
    'that the changelog does not mention',
    { changelog: '## 1.2.30\n\n## 1.2.3-beta\n' },
    /^CHANGELOG\.md has no section "## 1\.2\.3"\.$/,
  ],
  [
    'without an address for vulnerabilities',
    { security: 'Write to **OWNER: SECURITY CONTACT MISSING**' },
    /^SECURITY\.md names no contact/,
  ],
];

describe('a release', () => {
  it('may be published when everything is filled in', () => {
    assert.deepEqual(faultsOfRelease(ready), []);
    assert.deepEqual(faultsOfRelease({ ...ready, manifest: { version: '1.2.3', repository: 'github:a/b' } }), []);
  });

  for (const [what, change, sentence] of refusals) {
    it(`is refused ${what}`, () => {
      const faults = faultsOfRelease({ ...ready, ...change });
      assert.equal(faults.length, 1);
      assert.match(faults[0] ?? '', sentence);
    });
  }
});
