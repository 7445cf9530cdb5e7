-- Ordinary words of the goods in Chinese that the edition before did not know; a comma ends a disclaimer since.

INSERT INTO claim_rules_version (version, valid_from, note) VALUES
    (5, '2026-11-27', 'more words of goods in Chinese; a claim behind the comma of a disclaimer or warning counts');

COMMENT ON TABLE claim_concept IS 'What words of a claim mean. neutral, contrast, condition_opening, stone_word, unread_script and mixed_script have a meaning of their own to the program: words that make no claim, words that end an exemption, words that open a conditional sentence, names of stones, letters that cannot be read. By cure, relieve, cure_all, pain_relief and wound_healing with disease, condition, pain, pain_plain and wound it knows a claim that begins behind a comma.';

INSERT INTO claim_term (concept_code, language, phrase)
SELECT 'neutral', 'zh', btrim(phrase)
FROM unnest(string_to_array(regexp_replace(
    '心型; 魚型; 鱼型; 方型; 圆型; 圓型; 翅膀; 羽毛; 蘑菇; 水滴; 海豚; 彩虹; 色; 彩色; 透明; 短款; 长款; 長款; 加厚; 加大; 经典; 經典; 套盒; 三件套;
    两件套; 兩件套; 件套; 礼盒装; 禮盒裝; 盒装; 盒裝; 装; 裝; 头; 頭; 勺; 刀; 筋膜刀; 筋膜枪; 筋膜槍; 弯; 彎; 货; 貨; 全身; 通用; 静音; 靜音;
    颜色随机; 顏色隨機; 随机; 隨機; 热石; 熱石; 瑜伽; 檀木; 木; 竹; 陶瓷; 玻璃; 不锈钢; 不鏽鋼; 不銹鋼; 钢; 鋼; 铜; 銅; 金属; 金屬; 牛角; 水牛角;
    树脂; 樹脂; 硅胶; 矽膠; 蜜蜡; 蜜蠟; 收纳; 收納; 布袋; 绒布; 絨布; 说明书; 說明書; 正面; 背面; 单面; 單面; 双面; 雙面; 平; 直; 尖; 齿; 齒;
    凹; 凸; 边; 邊; 角; 高; 低; 级; 級; 现货; 現貨; 包邮; 包郵; 厂家; 廠家; 定制; 定製; 系列; 品牌; 新; 旧; 舊; 男; 女; 男女; 家庭; 沙龙; 沙龍;
    工作室; 一; 二; 三; 四; 五; 六; 七; 八; 九; 十; 两; 兩', '\s+', ' ', 'g'), ';')) AS phrase
-- Some stand there already.
ON CONFLICT DO NOTHING;
