import assert from 'node:assert/strict';
import { indexText } from '../../../../../../../src/storage/worker/databases/history/search/tokens.js';
import { historyOf, marked } from './support/searchable.js';

describe('a search in any script', function () {
  this.timeout(180_000);

  it('finds Chinese by any of its characters and words, although nothing separates them', () => {
    const history = historyOf({
      index: '数据库中的查询返回了错误的结果。',
      config: '请检查配置文件，并重新启动服务器。',
      one: '库',
    });
    assert.deepEqual(history.find('查询'), ['index']);
    assert.deepEqual(history.find('查询 '), ['index']);
    assert.deepEqual(history.find('错误的结果'), ['index']);
    assert.deepEqual(history.find('结 果 '), ['index']);
    assert.deepEqual(history.findAll('库'), ['index', 'one']);
    assert.deepEqual(history.find('据库中的'), ['index']);
    assert.deepEqual(history.find('查错'), []);
    assert.deepEqual(history.find('果请'), []);
    assert.deepEqual(history.find('服务器 配置'), ['config']);
    assert.deepEqual(history.find('"配置文件 并重新"'), ['config']);
    assert.deepEqual(history.find('器 -配置'), []);
    assert.deepEqual(history.search('返回了').hits.map(marked), ['数据库中的查询[返回了]错误的结果。']);
  });

  it('finds Japanese, whichever of its scripts the words are in', () => {
    const history = historyOf({
      db: 'データベースの接続が切れたときにエラーが発生します。',
      half: 'ﾃﾞｰﾀを保存する',
      read: '設定を読み込む',
    });
    assert.deepEqual(history.find('データベース'), ['db']);
    assert.deepEqual(history.findAll('データ'), ['db', 'half']);
    assert.deepEqual(history.findAll('ﾃﾞｰﾀ'), ['db', 'half']);
    assert.deepEqual(history.find('接続が切れた'), ['db']);
    assert.deepEqual(history.find('ときに'), ['db']);
    assert.deepEqual(history.find('ータベ'), ['db']);
    assert.deepEqual(history.find('読み込'), ['read']);
    assert.deepEqual(history.findAll('ー'), ['db', 'half']);
    assert.deepEqual(history.find('か'), []);
    assert.deepEqual(history.find('が切れ'), ['db']);
    assert.deepEqual(history.find('か切れ'), []);
    assert.deepEqual(history.search('エラー').hits.map(marked), [
      'データベースの接続が切れたときに[エラー]が発生します。',
    ]);
  });

  it('finds Korean words with and without what is added to them', () => {
    const history = historyOf({ db: '데이터베이스에서 오류가 발생했습니다', file: '파일을 저장하세요' });
    assert.deepEqual(history.find('데이터베이스'), ['db']);
    assert.deepEqual(history.find('오류 '), ['db']);
    assert.deepEqual(history.find('저장'), ['file']);
    assert.deepEqual(history.find('발생 데이터'), ['db']);
    assert.deepEqual(history.find('류가'), ['db']);
    assert.deepEqual(history.search('오류').hits.map(marked), ['데이터베이스에서 [오류]가 발생했습니다']);
  });

  it('finds Thai in the middle of what it writes without spaces', () => {
    assert.deepEqual(historyOf({ m: 'ฐานข้อมูลเกิดข้อผิดพลาด' }).find('ข้อมูล'), ['m']);
  });

  it('keeps runs and words apart where they touch', () => {
    const history = historyOf({ mixed: '使用Redis缓存session数据', other: '使用 Redis 的缓存' });
    assert.deepEqual(history.findAll('redis '), ['mixed', 'other']);
    assert.deepEqual(history.find('Redis缓存'), ['mixed']);
    assert.deepEqual(history.findAll('使用Redis'), ['mixed', 'other']);
    assert.deepEqual(history.find('用Redis缓存session数'), ['mixed']);
    assert.deepEqual(history.find('存session '), ['mixed']);
    assert.deepEqual(history.find('缓session '), []);
    assert.deepEqual(
      history.search('redis').hits.map(marked),
      ['使用[Redis]缓存session数据', '使用 [Redis] 的缓存'].reverse(),
    );
  });

  it('finds letters with and without their accents, whichever way they are written', () => {
    const history = historyOf({
      composed: 'Le caf\u00e9 cr\u00e8me',
      combined: 'un cafe\u0301 noir',
      plain: 'cafe latte',
      german: 'Größe der Straße',
      turkish: 'İstanbul',
      greek: 'Ὀδυσσεύς',
    });
    assert.deepEqual(history.findAll('cafe '), ['combined', 'composed', 'plain']);
    assert.deepEqual(history.findAll('CAFÉ '), ['combined', 'composed', 'plain']);
    assert.deepEqual(history.findAll('caf'), ['combined', 'composed', 'plain']);
    assert.deepEqual(history.find('grosse '), ['german']);
    assert.deepEqual(history.find('STRASSE '), ['german']);
    assert.deepEqual(history.find('straße '), ['german']);
    assert.deepEqual(history.find('istanbul '), ['turkish']);
    assert.deepEqual(history.find('οδυσσευσ '), ['greek']);
    assert.deepEqual(history.find('ΟΔΥΣΣΕΎΣ '), ['greek']);
  });

  it('highlights the original, however its length differs from what was typed', () => {
    const history = historyOf({ m: 'ﬁrst Straße, then cafe\u0301s and İstanbul ½ ＡＢＣ end' });
    const highlighted = (text: string): readonly string[] => history.search(text).hits.map(marked);
    assert.deepEqual(highlighted('strass'), ['ﬁrst [Straß]e, then cafe\u0301s and İstanbul ½ ＡＢＣ end']);
    assert.deepEqual(highlighted('cafe'), ['ﬁrst Straße, then [cafe\u0301]s and İstanbul ½ ＡＢＣ end']);
    assert.deepEqual(highlighted('first '), ['[ﬁrst] Straße, then cafe\u0301s and İstanbul ½ ＡＢＣ end']);
    assert.deepEqual(highlighted('fi'), ['[ﬁ]rst Straße, then cafe\u0301s and İstanbul ½ ＡＢＣ end']);
    assert.deepEqual(highlighted('istanbul abc end'), [
      'ﬁrst Straße, then cafe\u0301s and [İstanbul] ½ [ＡＢＣ] [end]',
    ]);
  });

  it('finds emoji, with and without their variants, and what stands beside them', () => {
    const history = historyOf({ party: 'Done 🎉🎉 now', heart: 'thanks ❤️ all', dev: 'by 👩🏽‍💻 today', flag: 'in 🇫🇷' });
    assert.deepEqual(history.find('🎉'), ['party']);
    assert.deepEqual(history.find('"done 🎉"'), ['party']);
    assert.deepEqual(history.find('❤'), ['heart']);
    assert.deepEqual(history.find('❤️ thanks '), ['heart']);
    assert.deepEqual(history.find('👩‍💻'), ['dev']);
    assert.deepEqual(history.find('🇫🇷'), ['flag']);
    assert.deepEqual(history.find('🎊'), []);
    assert.deepEqual(history.search('🎉').hits.map(marked), ['Done [🎉🎉] now']);
    assert.deepEqual(history.search('💻').hits.map(marked), ['by 👩🏽‍[💻] today']);
  });

  it('finds other alphabets by whole words and beginnings', () => {
    const history = historyOf({
      russian: 'Ошибка в базе данных',
      hindi: 'डेटाबेस में त्रुटि',
      arabic: 'خطأ في قاعدة البيانات',
      hebrew: 'שגיאה במסד',
    });
    assert.deepEqual(history.find('ОШИБКА '), ['russian']);
    assert.deepEqual(history.find('данн'), ['russian']);
    assert.deepEqual(history.find('त्रुटि '), ['hindi']);
    assert.deepEqual(history.find('قاعدة '), ['arabic']);
    assert.deepEqual(history.find('שגי'), ['hebrew']);
  });
});

describe('the text of the index', () => {
  it('is the text itself where that is plain, else its words, and runs of letters as pairs', () => {
    assert.equal(indexText('Hello, World! (1)'), 'Hello, World! (1)');
    assert.equal(indexText('Größe: 5 µm'), 'grosse 5 μm');
    assert.equal(indexText('用Redis数据库。字'), '用 redis 数据 据库 库 字');
    assert.equal(indexText('ok 🎉\0'), 'ok 🎉');
    assert.equal(indexText('a'.repeat(70)), `${'a'.repeat(64)} ${'a'.repeat(6)}`);
  });
});

describe('a snippet', function () {
  this.timeout(180_000);

  const words = (count: number, from = 0): string =>
    Array.from({ length: count }, (_, index) => `word${index + from}`).join(' ');

  it('is about a line around the first match, cut between words', () => {
    const [hit] = historyOf({ m: `${words(100)} needle ${words(100, 100)} needle` }).search('needle').hits;
    assert.match(marked(hit!), /^…(?:word\d+ ){4,6}\[needle\] (?:word\d+ ?){6,10}…$/);
  });

  it('begins with the text where the match is near its beginning, and ends with it', () => {
    const [hit] = historyOf({ m: 'a short text\n\nwith\ta needle' }).search('needle').hits;
    assert.equal(marked(hit!), 'a short text with a [needle]');
  });

  it('marks every match in it, also those that touch or overlap', () => {
    const history = historyOf({ m: 'needle haystack needle, needles 数据库中' });
    assert.equal(marked(history.search('needle haystack ').hits[0]!), '[needle] [haystack] [needle], needles 数据库中');
    assert.equal(marked(history.search('数据 据库').hits[0]!), 'needle haystack needle, needles [数据库]中');
  });

  it('shows a long match as far as it goes, and no half characters', () => {
    const [long] = historyOf({ m: `${'漢'.repeat(100)}${'😀'.repeat(400)}` }).search(`"${'😀'.repeat(39)}"`).hits;
    const [cut] = historyOf({ m: `needle ${'😀'.repeat(200)}` }).search('needle ').hits;
    for (const { snippet } of [long!, cut!]) {
      const texts = snippet.map(({ text }) => text);
      assert.ok(
        texts.every((text) => text.isWellFormed()),
        texts.join('|'),
      );
      assert.ok(texts.join('').length < 260);
    }
  });

  it('is the beginning where there is nothing to match', () => {
    const [hit] = historyOf({ m: words(100) }).search('from:me').hits;
    assert.match(marked(hit!), /^word0 .{95,120}…$/);
    assert.deepEqual(
      historyOf({ m: '' }).conversation('c', { title: '', pinned: true }).search('is:pinned').hits.map(marked),
      [''],
    );
  });

  it('is plain text, whatever it shows', () => {
    const [hit] = historyOf({ m: '<img src=x onerror=alert(1)> needle' }).search('needle').hits;
    assert.equal(marked(hit!), '<img src=x onerror=alert(1)> [needle]');
  });
});
