#include "embedded.h"

// Each file stands here once as bytes and once in its list; a test compares the lists with the folders.

static const unsigned char foundation[] = {
#embed "../../Migrations/0001_foundation.sql"
};
static const unsigned char catalog[] = {
#embed "../../Migrations/0010_catalog.sql"
};
static const unsigned char goods[] = {
#embed "../../Migrations/0020_goods.sql"
};
static const unsigned char grading[] = {
#embed "../../Migrations/0110_grading.sql"
};
static const unsigned char trade[] = {
#embed "../../Migrations/0120_trade.sql"
};
static const unsigned char assessment[] = {
#embed "../../Migrations/0130_assessment.sql"
};
static const unsigned char selling[] = {
#embed "../../Migrations/0131_selling.sql"
};
static const unsigned char reports[] = {
#embed "../../Migrations/0140_reports.sql"
};
static const unsigned char import_review[] = {
#embed "../../Migrations/0300_import_review.sql"
};
static const unsigned char evidence[] = {
#embed "../../Migrations/0310_evidence.sql"
};
static const unsigned char protocols[] = {
#embed "../../Migrations/0320_protocols.sql"
};
static const unsigned char supplier_reports[] = {
#embed "../../Migrations/0330_supplier_reports.sql"
};
static const unsigned char claim_terms[] = {
#embed "../../Migrations/0340_claim_terms.sql"
};
static const unsigned char order_import[] = {
#embed "../../Migrations/0400_order_import.sql"
};
static const unsigned char returns[] = {
#embed "../../Migrations/0410_returns.sql"
};
static const unsigned char purchases[] = {
#embed "../../Migrations/0420_purchases.sql"
};
static const unsigned char stocktake[] = {
#embed "../../Migrations/0430_stocktake.sql"
};
static const unsigned char customer_addresses[] = {
#embed "../../Migrations/0440_customer_addresses.sql"
};
static const unsigned char payment_terms[] = {
#embed "../../Migrations/0441_payment_terms.sql"
};
static const unsigned char lots[] = {
#embed "../../Migrations/0442_lots.sql"
};
static const unsigned char reversals[] = {
#embed "../../Migrations/0443_reversals.sql"
};
static const unsigned char quotes_and_rights[] = {
#embed "../../Migrations/0444_quotes_and_rights.sql"
};
static const unsigned char rejected_lots[] = {
#embed "../../Migrations/0449_rejected_lots.sql"
};
static const unsigned char order_changes[] = {
#embed "../../Migrations/0450_order_changes.sql"
};
static const unsigned char clawbacks[] = {
#embed "../../Migrations/0451_clawbacks.sql"
};
static const unsigned char purchase_amendments[] = {
#embed "../../Migrations/0452_purchase_amendments.sql"
};
static const unsigned char clawback_bounds[] = {
#embed "../../Migrations/0453_clawback_bounds.sql"
};
static const unsigned char amendment_bounds[] = {
#embed "../../Migrations/0454_amendment_bounds.sql"
};
static const unsigned char promised_lines[] = {
#embed "../../Migrations/0455_promised_lines.sql"
};
static const unsigned char list_floors[] = {
#embed "../../Migrations/0456_list_floors.sql"
};
static const unsigned char rejected_drawing[] = {
#embed "../../Migrations/0457_rejected_drawing.sql"
};
static const unsigned char promised_balances[] = {
#embed "../../Migrations/0458_promised_balances.sql"
};
static const unsigned char planned_shipments[] = {
#embed "../../Migrations/0459_planned_shipments.sql"
};
static const unsigned char return_authorisations[] = {
#embed "../../Migrations/0460_return_authorisations.sql"
};
static const unsigned char promises_of_lines[] = {
#embed "../../Migrations/0461_promises_of_lines.sql"
};
static const unsigned char document_numbers[] = {
#embed "../../Migrations/0462_document_numbers.sql"
};
static const unsigned char rule_grades[] = {
#embed "../../Migrations/0463_rule_grades.sql"
};
static const unsigned char counts_beside[] = {
#embed "../../Migrations/0465_counts_beside.sql"
};
static const unsigned char effective_days[] = {
#embed "../../Migrations/0466_effective_days.sql"
};
static const unsigned char hold_steps[] = {
#embed "../../Migrations/0467_hold_steps.sql"
};
static const unsigned char holds_that_end[] = {
#embed "../../Migrations/0468_holds_that_end.sql"
};
static const unsigned char holds_by_rule[] = {
#embed "../../Migrations/0469_holds_by_rule.sql"
};
static const unsigned char ready_goods_named[] = {
#embed "../../Migrations/0470_ready_goods_named.sql"
};
static const unsigned char refusals_named[] = {
#embed "../../Migrations/0471_refusals_named.sql"
};
static const unsigned char money_left[] = {
#embed "../../Migrations/0472_money_left.sql"
};
static const unsigned char freight[] = {
#embed "../../Migrations/0480_freight.sql"
};
static const unsigned char stock_ledger[] = {
#embed "../../Migrations/0500_stock_ledger.sql"
};
static const unsigned char purchase_due[] = {
#embed "../../Migrations/0501_purchase_due.sql"
};
static const unsigned char known_entries[] = {
#embed "../../Migrations/0520_known_entries.sql"
};
static const unsigned char rejected_stock[] = {
#embed "../../Migrations/0521_rejected_stock.sql"
};
static const unsigned char reversed_stock[] = {
#embed "../../Migrations/0590_reversed_stock.sql"
};
static const unsigned char undone_pairs[] = {
#embed "../../Migrations/0591_undone_pairs.sql"
};
static const unsigned char stock_closings[] = {
#embed "../../Migrations/0592_stock_closings.sql"
};
static const unsigned char returned_goods[] = {
#embed "../../Migrations/0593_returned_goods.sql"
};
static const unsigned char available_stock[] = {
#embed "../../Migrations/0594_available_stock.sql"
};
static const unsigned char documents[] = {
#embed "../../Migrations/0600_documents.sql"
};
static const unsigned char document_facts[] = {
#embed "../../Migrations/0610_document_facts.sql"
};
static const unsigned char line_sheets[] = {
#embed "../../Migrations/0611_line_sheets.sql"
};
static const unsigned char shipment_customs[] = {
#embed "../../Migrations/0612_shipment_customs.sql"
};
static const unsigned char kept_documents[] = {
#embed "../../Migrations/0613_kept_documents.sql"
};
static const unsigned char chinese_claims[] = {
#embed "../../Migrations/0614_chinese_claims.sql"
};
static const unsigned char chinese_goods[] = {
#embed "../../Migrations/0615_chinese_goods.sql"
};
static const unsigned char cartons[] = {
#embed "../../Migrations/0650_cartons.sql"
};
static const unsigned char sscc_ranges[] = {
#embed "../../Migrations/0660_sscc_ranges.sql"
};
static const unsigned char known_authorisations[] = {
#embed "../../Migrations/0661_known_authorisations.sql"
};
static const unsigned char exact_averages[] = {
#embed "../../Migrations/0670_exact_averages.sql"
};
static const unsigned char lots_that_lie_here[] = {
#embed "../../Migrations/0671_lots_that_lie_here.sql"
};
static const unsigned char cost_through_base[] = {
#embed "../../Migrations/0672_cost_through_base.sql"
};

#define FILE_OF(name, bytes) {name, bytes, sizeof bytes}

static const struct embedded_file migrations[] = {
    FILE_OF("0001_foundation.sql", foundation),
    FILE_OF("0010_catalog.sql", catalog),
    FILE_OF("0020_goods.sql", goods),
    FILE_OF("0110_grading.sql", grading),
    FILE_OF("0120_trade.sql", trade),
    FILE_OF("0130_assessment.sql", assessment),
    FILE_OF("0131_selling.sql", selling),
    FILE_OF("0140_reports.sql", reports),
    FILE_OF("0300_import_review.sql", import_review),
    FILE_OF("0310_evidence.sql", evidence),
    FILE_OF("0320_protocols.sql", protocols),
    FILE_OF("0330_supplier_reports.sql", supplier_reports),
    FILE_OF("0340_claim_terms.sql", claim_terms),
    FILE_OF("0400_order_import.sql", order_import),
    FILE_OF("0410_returns.sql", returns),
    FILE_OF("0420_purchases.sql", purchases),
    FILE_OF("0430_stocktake.sql", stocktake),
    FILE_OF("0440_customer_addresses.sql", customer_addresses),
    FILE_OF("0441_payment_terms.sql", payment_terms),
    FILE_OF("0442_lots.sql", lots),
    FILE_OF("0443_reversals.sql", reversals),
    FILE_OF("0444_quotes_and_rights.sql", quotes_and_rights),
    FILE_OF("0449_rejected_lots.sql", rejected_lots),
    FILE_OF("0450_order_changes.sql", order_changes),
    FILE_OF("0451_clawbacks.sql", clawbacks),
    FILE_OF("0452_purchase_amendments.sql", purchase_amendments),
    FILE_OF("0453_clawback_bounds.sql", clawback_bounds),
    FILE_OF("0454_amendment_bounds.sql", amendment_bounds),
    FILE_OF("0455_promised_lines.sql", promised_lines),
    FILE_OF("0456_list_floors.sql", list_floors),
    FILE_OF("0457_rejected_drawing.sql", rejected_drawing),
    FILE_OF("0458_promised_balances.sql", promised_balances),
    FILE_OF("0459_planned_shipments.sql", planned_shipments),
    FILE_OF("0460_return_authorisations.sql", return_authorisations),
    FILE_OF("0461_promises_of_lines.sql", promises_of_lines),
    FILE_OF("0462_document_numbers.sql", document_numbers),
    FILE_OF("0463_rule_grades.sql", rule_grades),
    FILE_OF("0465_counts_beside.sql", counts_beside),
    FILE_OF("0466_effective_days.sql", effective_days),
    FILE_OF("0467_hold_steps.sql", hold_steps),
    FILE_OF("0468_holds_that_end.sql", holds_that_end),
    FILE_OF("0469_holds_by_rule.sql", holds_by_rule),
    FILE_OF("0470_ready_goods_named.sql", ready_goods_named),
    FILE_OF("0471_refusals_named.sql", refusals_named),
    FILE_OF("0472_money_left.sql", money_left),
    FILE_OF("0480_freight.sql", freight),
    FILE_OF("0500_stock_ledger.sql", stock_ledger),
    FILE_OF("0501_purchase_due.sql", purchase_due),
    FILE_OF("0520_known_entries.sql", known_entries),
    FILE_OF("0521_rejected_stock.sql", rejected_stock),
    FILE_OF("0590_reversed_stock.sql", reversed_stock),
    FILE_OF("0591_undone_pairs.sql", undone_pairs),
    FILE_OF("0592_stock_closings.sql", stock_closings),
    FILE_OF("0593_returned_goods.sql", returned_goods),
    FILE_OF("0594_available_stock.sql", available_stock),
    FILE_OF("0600_documents.sql", documents),
    FILE_OF("0610_document_facts.sql", document_facts),
    FILE_OF("0611_line_sheets.sql", line_sheets),
    FILE_OF("0612_shipment_customs.sql", shipment_customs),
    FILE_OF("0613_kept_documents.sql", kept_documents),
    FILE_OF("0614_chinese_claims.sql", chinese_claims),
    FILE_OF("0615_chinese_goods.sql", chinese_goods),
    FILE_OF("0650_cartons.sql", cartons),
    FILE_OF("0660_sscc_ranges.sql", sscc_ranges),
    FILE_OF("0661_known_authorisations.sql", known_authorisations),
    FILE_OF("0670_exact_averages.sql", exact_averages),
    FILE_OF("0671_lots_that_lie_here.sql", lots_that_lie_here),
    FILE_OF("0672_cost_through_base.sql", cost_through_base),
};

const struct embedded_file *const embedded_migrations = migrations;
const size_t embedded_migration_count = sizeof migrations / sizeof *migrations;

static const unsigned char attributes[] = {
#embed "../../Imports/attributes.yaml"
};
static const unsigned char bazaarvoice[] = {
#embed "../../Imports/bazaarvoice/profile.yaml"
};
static const unsigned char bmecat_12[] = {
#embed "../../Imports/bmecat-1.2/profile.yaml"
};
static const unsigned char bmecat_12_comma[] = {
#embed "../../Imports/bmecat-1.2-comma/profile.yaml"
};
static const unsigned char bmecat_2005[] = {
#embed "../../Imports/bmecat-2005/profile.yaml"
};
static const unsigned char ceneo[] = {
#embed "../../Imports/ceneo/profile.yaml"
};
static const unsigned char csv_price_list[] = {
#embed "../../Imports/csv-price-list/profile.yaml"
};
static const unsigned char cxml_index[] = {
#embed "../../Imports/cxml-index/profile.yaml"
};
static const unsigned char google_merchant[] = {
#embed "../../Imports/google-merchant/profile.yaml"
};
static const unsigned char gs1_cin[] = {
#embed "../../Imports/gs1-cin/profile.yaml"
};
static const unsigned char heureka[] = {
#embed "../../Imports/heureka/profile.yaml"
};
static const unsigned char iof[] = {
#embed "../../Imports/iof/profile.yaml"
};
static const unsigned char iof_light[] = {
#embed "../../Imports/iof-light/profile.yaml"
};
static const unsigned char namm_pricebook[] = {
#embed "../../Imports/namm-pricebook/profile.yaml"
};
static const unsigned char nephrite_catalog[] = {
#embed "../../Imports/nephrite-catalog/profile.yaml"
};
static const unsigned char orders_cxml[] = {
#embed "../../Imports/orders-cxml/profile.yaml"
};
static const unsigned char orders_namm[] = {
#embed "../../Imports/orders-namm/profile.yaml"
};
static const unsigned char orders_opentrans[] = {
#embed "../../Imports/orders-opentrans/profile.yaml"
};
static const unsigned char orders_ubl[] = {
#embed "../../Imports/orders-ubl/profile.yaml"
};
static const unsigned char peppol_catalogue[] = {
#embed "../../Imports/peppol-catalogue/profile.yaml"
};
static const unsigned char shop_universal[] = {
#embed "../../Imports/shop-universal/profile.yaml"
};
static const unsigned char shopify_atom[] = {
#embed "../../Imports/shopify-atom/profile.yaml"
};
static const unsigned char skroutz[] = {
#embed "../../Imports/skroutz/profile.yaml"
};
static const unsigned char ubl_catalogue_21[] = {
#embed "../../Imports/ubl-catalogue-2.1/profile.yaml"
};
static const unsigned char woocommerce_wxr[] = {
#embed "../../Imports/woocommerce-wxr/profile.yaml"
};
static const unsigned char yml[] = {
#embed "../../Imports/yml/profile.yaml"
};

static const struct embedded_file profiles[] = {
    FILE_OF("attributes", attributes),
    FILE_OF("bazaarvoice", bazaarvoice),
    FILE_OF("bmecat-1.2", bmecat_12),
    FILE_OF("bmecat-1.2-comma", bmecat_12_comma),
    FILE_OF("bmecat-2005", bmecat_2005),
    FILE_OF("ceneo", ceneo),
    FILE_OF("csv-price-list", csv_price_list),
    FILE_OF("cxml-index", cxml_index),
    FILE_OF("google-merchant", google_merchant),
    FILE_OF("gs1-cin", gs1_cin),
    FILE_OF("heureka", heureka),
    FILE_OF("iof", iof),
    FILE_OF("iof-light", iof_light),
    FILE_OF("namm-pricebook", namm_pricebook),
    FILE_OF("nephrite-catalog", nephrite_catalog),
    FILE_OF("orders-cxml", orders_cxml),
    FILE_OF("orders-namm", orders_namm),
    FILE_OF("orders-opentrans", orders_opentrans),
    FILE_OF("orders-ubl", orders_ubl),
    FILE_OF("peppol-catalogue", peppol_catalogue),
    FILE_OF("shop-universal", shop_universal),
    FILE_OF("shopify-atom", shopify_atom),
    FILE_OF("skroutz", skroutz),
    FILE_OF("ubl-catalogue-2.1", ubl_catalogue_21),
    FILE_OF("woocommerce-wxr", woocommerce_wxr),
    FILE_OF("yml", yml),
};

const struct embedded_file *const embedded_profiles = profiles;
const size_t embedded_profile_count = sizeof profiles / sizeof *profiles;

static const unsigned char report_page[] = {
#embed "pages/report.mustache"
};
static const unsigned char whole_page[] = {
#embed "pages/page.mustache"
};
static const unsigned char book_page[] = {
#embed "pages/book.mustache"
};
static const unsigned char paper_style[] = {
#embed "pages/paper.css"
};
static const unsigned char report_style[] = {
#embed "pages/report.css"
};
static const unsigned char report_script[] = {
#embed "pages/report.js"
};
static const unsigned char document_page[] = {
#embed "pages/document.mustache"
};
static const unsigned char document_style[] = {
#embed "pages/document.css"
};
static const unsigned char line_sheet_page[] = {
#embed "pages/line-sheet.mustache"
};
static const unsigned char line_sheet_style[] = {
#embed "pages/line-sheet.css"
};
static const unsigned char countries[] = {
#embed "pages/countries.tsv"
};

static const unsigned char label_page[] = {
#embed "pages/labels.mustache"
};
static const unsigned char label_style[] = {
#embed "pages/labels.css"
};

static const struct embedded_file pages[] = {
    FILE_OF("document.mustache", document_page),
    FILE_OF("document.css", document_style),
    FILE_OF("line-sheet.mustache", line_sheet_page),
    FILE_OF("line-sheet.css", line_sheet_style),
    FILE_OF("countries.tsv", countries),
    FILE_OF("labels.mustache", label_page),
    FILE_OF("labels.css", label_style),
    FILE_OF("report.mustache", report_page),
    FILE_OF("page.mustache", whole_page),
    FILE_OF("book.mustache", book_page),
    FILE_OF("paper.css", paper_style),
    FILE_OF("report.css", report_style),
    FILE_OF("report.js", report_script),
};

const struct embedded_file *const embedded_pages = pages;
const size_t embedded_page_count = sizeof pages / sizeof *pages;
