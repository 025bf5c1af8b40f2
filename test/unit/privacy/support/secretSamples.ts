import type { SecretKind } from '../../../../src/privacy/secretFinding.js';
import { keyMaker, pem, type KeyMaker } from './madeUpKeys.js';

export interface SecretSample {
  readonly name: string;
  readonly text: string;
  /** What has to be found of it, and nothing else. */
  readonly secret: string;
  readonly kind: SecretKind;
}

const uuid = (key: KeyMaker): string => key('hex', 32).replace(/^(.{8})(.{4})(.{4})(.{4})/u, '$1-$2-$3-$4-');

/** Around it, `§` stands for the secret. */
const shapes: readonly (readonly [SecretKind, string, (key: KeyMaker) => string, around?: string])[] = [
  ['openai-key', 'alone', (key) => `sk-${key('letters', 48)}`],
  ['openai-key', 'of a project', (key) => `sk-proj-${key('url', 120)}`, 'const client = new OpenAI({ apiKey: "§" });'],
  ['openai-key', 'of a service account', (key) => `sk-svcacct-${key('url', 90)}`, 'The key is §.'],
  ['openai-key', 'in JSON in a string', (key) => `sk-${key('letters', 48)}`, '"{\\"key\\":\\n\\"§\\"}"'],
  ['openai-key', 'by the name alone', (key) => key('hex', 32), 'OPENAI_API_KEY=§'],
  ['anthropic-key', 'in an environment file', (key) => `sk-ant-api03-${key('url', 93)}AA`, 'ANTHROPIC_API_KEY=§\n'],
  ['anthropic-key', 'in a Markdown list', (key) => `sk-ant-api03-${key('url', 93)}AA`, '- `§`'],
  [
    'google-key',
    'in an address',
    (key) => `AIza${key('url', 34)}4`,
    'https://maps.googleapis.com/maps/api/js?key=§&libraries=places',
  ],
  ['google-key', 'in JSON', (key) => `AIza${key('url', 34)}4`, '{"current_key": "§"}'],
  ['google-key', 'a client secret', (key) => `GOCSPX-${key('url', 28)}`, '"client_secret":"§"'],
  ['google-key', 'an access token', (key) => `ya29.${key('url', 120)}`, 'token: §'],
  ['mistral-key', 'by its name', (key) => key('letters', 32), 'export MISTRAL_API_KEY="§"'],
  ['mistral-key', 'in YAML', (key) => key('letters', 32), 'mistral:\n  mistral_api_key: §\n'],
  ['huggingface-token', 'in Python', (key) => `hf_${key('letters', 34)}`, "login(token='§')"],
  ['huggingface-token', 'by its name', (key) => key('letters', 30), 'HF_TOKEN=§'],
  ['github-token', 'a personal one', (key) => `ghp_${key('letters', 36)}`, 'git clone with §, please'],
  [
    'github-token',
    'a fine-grained one',
    (key) => `github_pat_${key('letters', 22)}_${key('letters', 59)}`,
    'GITHUB_TOKEN: §',
  ],
  ['github-token', 'of a server', (key) => `ghs_${key('letters', 36)}`, '::add-mask::§'],
  ['github-token', 'after an escape', (key) => `gho_${key('letters', 36)}`, '"say\\n§\\n"'],
  ['github-token', 'encoded in an address', (key) => `ghp_${key('letters', 36)}`, 'https://x.test/?t%3D§'],
  ['gitlab-token', 'alone', (key) => `glpat-${key('url', 20)}`],
  ['gitlab-token', 'of a runner', (key) => `glrt-${key('url', 20)}`, 'register --token §'],
  ['aws-key', 'the id', (key) => `AKIA${key('capitals', 16)}`, 'aws_access_key_id = §'],
  ['aws-key', 'a temporary id', (key) => `ASIA${key('capitals', 16)}`, 'AccessKeyId: "§"'],
  ['aws-key', 'the secret', (key) => key('base64', 40), 'aws_secret_access_key = §'],
  ['aws-key', 'the secret in a shell', (key) => key('base64', 40), 'export AWS_SECRET_ACCESS_KEY=§'],
  [
    'azure-key',
    'of a storage account',
    (key) => `${key('base64', 86)}==`,
    'DefaultEndpointsProtocol=https;AccountName=shop;AccountKey=§;EndpointSuffix=core.windows.net',
  ],
  [
    'azure-key',
    'of a bus',
    (key) => `${key('base64', 43)}=`,
    'Endpoint=sb://shop.servicebus.windows.net/;SharedAccessKeyName=Root;SharedAccessKey=§',
  ],
  [
    'azure-key',
    'a signature in an address',
    (key) => `${key('letters', 43)}%3D`,
    'https://shop.blob.core.windows.net/c/f.txt?sv=2024-11-04&sp=r&sig=§',
  ],
  ['azure-key', 'by its name', (key) => key('hex', 32), 'AZURE_OPENAI_API_KEY="§"'],
  [
    'slack-token',
    'of a bot',
    (key) => `xoxb-${key('digits', 12)}-${key('digits', 12)}-${key('letters', 24)}`,
    "const slack = new WebClient('§');",
  ],
  ['slack-token', 'of an app', (key) => `xapp-1-A0${key('capitals', 9)}-${key('digits', 13)}-${key('hex', 64)}`],
  [
    'slack-token',
    'a hook',
    (key) => `T0${key('capitals', 9)}/B0${key('capitals', 9)}/${key('letters', 24)}`,
    'curl -X POST https://hooks.slack.com/services/§',
  ],
  ['stripe-key', 'live', (key) => `sk_live_${key('letters', 24)}`, 'stripe.api_key = "§"'],
  ['stripe-key', 'restricted', (key) => `rk_live_${key('letters', 40)}`],
  ['stripe-key', 'of a hook', (key) => `whsec_${key('letters', 32)}`, 'endpointSecret = "§";'],
  ['npm-token', 'in .npmrc', (key) => `npm_${key('letters', 36)}`, '//registry.npmjs.org/:_authToken=§'],
  ['npm-token', 'in .npmrc, an old one', (key) => uuid(key), '//npm.corp.test/:_authToken=§\n'],
  [
    'pypi-token',
    'in .pypirc',
    (key) => `pypi-AgEIcHlwaS5vcmc${key('url', 120)}`,
    '[pypi]\nusername = __token__\npassword = §\n',
  ],
  ['twilio-key', 'a key', (key) => `SK${key('hex', 32)}`, 'Twilio(§)'],
  ['twilio-key', 'by its name', (key) => key('hex', 32), 'TWILIO_AUTH_TOKEN=§'],
  ['sendgrid-key', 'alone', (key) => `SG.${key('url', 22)}.${key('url', 43)}`, 'sgMail.setApiKey("§")'],
  [
    'telegram-token',
    'in an address',
    (key) => `${key('digits', 10)}:AA${key('url', 33)}`,
    'https://api.telegram.org/bot/§/getMe',
  ],
  ['telegram-token', 'quoted', (key) => `${key('digits', 10)}:AA${key('url', 33)}`, "bot = Bot('§')"],
  [
    'discord-token',
    'of a bot',
    (key) => `${Buffer.from('1084573920145872936').toString('base64url')}.${key('letters', 6)}.${key('url', 38)}`,
    'client.login("§")',
  ],
  [
    'discord-token',
    'a hook',
    (key) => `108457392014587293/${key('url', 68)}`,
    'url: https://discord.com/api/webhooks/§',
  ],
  ['api-key', 'Groq', (key) => `gsk_${key('letters', 52)}`],
  ['api-key', 'OpenRouter', (key) => `sk-or-v1-${key('hex', 64)}`, 'key §'],
  ['api-key', 'any, in camel case', (key) => key('letters', 28), 'const serviceApiKey = "§";'],
  ['api-key', 'a UUID', (key) => uuid(key), 'heroku_api_key: "§"'],
  ['api-key', 'in a header', (key) => key('letters', 32), 'headers: { "X-Api-Key": "§" }'],
  ['api-key', 'of a session, in Python', (key) => key('url', 50), "SECRET_KEY = '§'"],
  ['api-key', 'of Rails', (key) => key('hex', 128), 'production:\n  secret_key_base: §\n'],
  ['api-key', 'an attribute in XML', (key) => key('letters', 40), '<config clientSecret="§" tenant="shop"/>'],
  [
    'jwt',
    'alone',
    (key) => `eyJ${key('url', 33)}.eyJ${key('url', 180)}.${key('url', 43)}`,
    'token was § when it failed',
  ],
  [
    'jwt',
    'as a bearer',
    (key) => `eyJ${key('url', 33)}.eyJ${key('url', 180)}.${key('url', 86)}`,
    'Authorization: Bearer §',
  ],
  ['private-key', 'RSA', (key) => pem('RSA PRIVATE KEY', key('base64', 1_600))],
  ['private-key', 'of OpenSSH', (key) => pem('OPENSSH PRIVATE KEY', key('base64', 380)), 'cat id_ed25519\n§\n$'],
  [
    'private-key',
    'PKCS 8 in JSON',
    (key) => pem('PRIVATE KEY', key('base64', 1_600)).replaceAll('\n', '\\n'),
    '{"private_key": "§"}',
  ],
  [
    'private-key',
    'of PGP',
    (key) => pem('PGP PRIVATE KEY BLOCK', key('base64', 2_000)).replace('\n', '\nVersion: GnuPG v2\n\n'),
    '§\n',
  ],
  [
    'private-key',
    'encrypted, with headers',
    (key) =>
      pem('EC PRIVATE KEY', key('base64', 300)).replace(
        '\n',
        '\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,0123\n\n',
      ),
  ],
  [
    'private-key',
    'whose end is missing',
    (key) => pem('PRIVATE KEY', key('base64', 640)).split('\n').slice(0, -1).join('\n'),
    '§\n\nThat is where the log stops.',
  ],
  [
    'private-key',
    'after a mention',
    (key) => pem('PRIVATE KEY', key('base64', 640)),
    `Begins with ${'-'.repeat(5)}BEGIN PRIVATE KEY${'-'.repeat(5)}, like this:\n§`,
  ],
  ['private-key', 'of age', (key) => `AGE-SECRET-KEY-1${key('capitals', 58)}`],
  [
    'url-password',
    'of a database',
    (key) => `t0p-${key('letters', 8)}`,
    'DATABASE_URL=postgres://shop:§@db.internal:5432/shop',
  ],
  ['url-password', 'with a slash', (key) => `a1/${key('letters', 8)}`, 'amqp://shop:§@queue/'],
  ['url-password', 'in git', (key) => `${key('letters', 16)}`, 'origin https://build:§@git.corp.test/shop.git (fetch)'],
  ['url-password', 'without a user', (key) => `r3${key('letters', 12)}`, 'redis://:§@cache:6379'],
  [
    'netrc-password',
    'in one line',
    (key) => `n3t-${key('letters', 8)}`,
    'machine git.corp.test login build password §',
  ],
  [
    'netrc-password',
    'in three lines',
    (key) => `n3t-${key('letters', 8)}`,
    'machine git.corp.test\n  login build\n  password §\n',
  ],
  [
    'connection-string',
    'of SQL Server',
    (key) => `Wint3r-${key('letters', 5)}`,
    'Server=db;Database=shop;User Id=sa;Password=§;Encrypt=true',
  ],
  ['connection-string', 'in JSON', (key) => `Wint3r-${key('letters', 5)}`, '"Default": "Host=db;Username=shop;Pwd=§"'],
  [
    'authorization',
    'basic',
    (key) => Buffer.from(`shop:${key('letters', 12)}`).toString('base64'),
    'Authorization: Basic §',
  ],
  ['authorization', 'in JavaScript', (key) => key('letters', 40), "headers: { 'Authorization': 'Bearer §' }"],
  ['authorization', 'in curl', (key) => key('letters', 40), "curl -H 'Authorization: token §' https://api.corp.test"],
  ['authorization', 'a bearer elsewhere', (key) => key('letters', 40), 'sent "Bearer §"'],
  ['password', 'in TypeScript', (key) => `hunter2-${key('letters', 3)}`, 'const password = "§";'],
  ['password', 'in Java', (key) => `Wint3r!${key('letters', 3)}`, 'private static final String DB_PASSWORD = "§";'],
  ['password', 'in YAML', () => 'hunter2', 'db:\n  user: shop\n  password: §\n'],
  ['password', 'in an environment file, a word', () => 'swordfishes', 'DB_PASSWORD=§\n'],
  ['password', 'in a properties file', () => 'Wint3r2026', 'spring.datasource.password=§'],
  ['password', 'in JSON', () => 'aV3ry!Long1', '{"smtpPassword": "§"}'],
  ['password', 'in PHP', () => 'aV3ry!Long1', "define('DB_HOST', 'db'); $config['password'] = '§';"],
  ['password', 'in XML', () => 'aV3ry!Long1', '<password>§</password>'],
  ['password', 'on the command line', () => 'aV3ry!Long1', 'mysqldump --password=§ shop'],
  ['password', 'in curl', () => 'aV3ry!Long1', 'curl -s -u shop:§ https://api.corp.test/v1'],
  ['password', 'in a Dockerfile', () => 'Wint3rIsHere9', 'ENV MYSQL_ROOT_PASSWORD=§'],
  ['password', 'in a commented line', () => 'Wint3rIsHere9', '# PASSWORD=§'],
];

/** At least one of every kind, always the same for a seed. */
export function secretSamples(seed: number): readonly SecretSample[] {
  const key = keyMaker(seed);
  return shapes.map(([kind, name, made, around = '§']) => {
    const secret = made(key);
    return { name: `${kind}: ${name}`, text: around.replace('§', () => secret), secret, kind };
  });
}
