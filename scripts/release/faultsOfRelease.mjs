/** What has to be true before a version is published. */

/** Stands in SECURITY.md until the owner has put an address there. */
const missingContact = 'OWNER: SECURITY CONTACT MISSING';

/**
 * Sentences about why this tag must not be published; none when all is well.
 * `manifest` is package.json; `changelog` and `security` are the texts of the files of these names.
 */
export function faultsOfRelease({ tag, manifest, changelog, security }) {
  const { version, repository } = manifest;
  const address = typeof repository === 'string' ? repository : repository?.url;
  const faults = [];
  if (tag !== `v${version}`) faults.push(`The tag ${tag} is not the version in package.json: v${version} is expected.`);
  if (!address)
    faults.push(
      'package.json has no "repository"; add the address of the public repository. See "Before the first release" in CONTRIBUTING.md.',
    );
  if (!changelog.split(/\r?\n/).some((line) => line === `## ${version}` || line.startsWith(`## ${version} `))) {
    faults.push(`CHANGELOG.md has no section "## ${version}".`);
  }
  if (security.includes(missingContact))
    faults.push('SECURITY.md names no contact. See "Before the first release" in CONTRIBUTING.md.');
  return faults;
}
