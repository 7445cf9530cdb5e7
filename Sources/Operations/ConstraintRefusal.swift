/// Constraints and the refusals they stand for.
package enum ConstraintRefusal {
    /// The server's own words stand where there is no message: they name what it is about.
    private static let known: [String: (code: String, message: String?, remedy: String)] = [
        "supplier_code_unique": (
            "supplier_exists", "there is a supplier of this code already", "nephrite supplier set changes it"
        ),
        "supplier_code_form": (
            "supplier_code_invalid", "a supplier's code has letters, digits, points, hyphens, underscores, at most 32",
            "choose a code such as DEYI"
        ),
        "supplier_name_not_blank": ("supplier_name_blank", "a supplier's name cannot be blank", "give --name"),
        "supplier_sku_prefix_form": (
            "sku_prefix_invalid", "an SKU prefix has letters, digits, points, hyphens, underscores, at most 32",
            "choose a prefix such as DY"
        ),
        "location_code_unique": (
            "location_exists", "there is a location of this code already", "nephrite location list shows them"
        ),
        "location_code_form": (
            "code_invalid", "a location's code has letters, digits, points, hyphens, underscores, at most 32",
            "choose a code such as SOUTH"
        ),
        "customer_identifier_unique": (
            "identifier_taken", "another customer has this identifier", "nephrite find shows who"
        ),
        "customer_identifier_length": (
            "identifier_too_long", "a scheme has at most 100 characters, a value 255", "shorten it"
        ),
        "customer_item_code_not_blank": ("item_code_invalid", "a number of goods cannot be blank", "give one"),
        "customer_item_code_length": (
            "item_code_invalid", "a number of goods has at most 255 characters", "shorten it"
        ),
        "location_name_not_blank": ("name_blank", "a location's name cannot be blank", "give --name"),
        "customer_code_unique": (
            "customer_exists", "there is a customer of this code already", "nephrite customer set changes it"
        ),
        "customer_code_form": (
            "code_invalid", "a customer's code has letters, digits, points, hyphens, underscores, at most 32",
            "choose a code such as NORD"
        ),
        "customer_name_not_blank": ("name_blank", "a customer's name cannot be blank", "give --name"),
        "customer_address_pk": (
            "address_exists", "the customer has an address of this code already",
            "nephrite customer address CODE set changes it"
        ),
        "customer_address_code_form": (
            "code_invalid", "an address's code has letters, digits, points, hyphens, underscores, at most 32",
            "choose a code such as HUSUM"
        ),
        "customer_address_city_not_blank": (
            "address_incomplete", "an address needs a city and a country", "give --city Husum --country DE"
        ),
        "customer_address_length": (
            "text_too_long", "a part of an address has at most 255 characters, a postal code 32", "shorten it"
        ),
        "customer_contact_pk": (
            "contact_exists", "the customer has a contact of this code already",
            "nephrite customer contact CODE set changes it"
        ),
        "customer_contact_code_form": (
            "code_invalid", "a contact's code has letters, digits, points, hyphens, underscores, at most 32",
            "choose a code such as buying"
        ),
        "customer_contact_name_not_blank": ("contact_incomplete", "a contact needs a name", "give --name"),
        "customer_contact_email_form": (
            "email_invalid", "that is no address for mail", "give one such as einkauf@nord.example"
        ),
        "customer_contact_phone_form": (
            "phone_invalid", "that is no telephone number", "give one such as +49 4841 1234"
        ),
        "customer_contact_length": (
            "text_too_long", "a name, role or address for mail has at most 255 characters, a telephone number 64",
            "shorten it"
        ),
        "customer_tax_category_known": (
            "tax_category_unknown", "that is no category of tax", "give S, Z, E, AE, K, G or O"
        ),
        "price_list_code_unique": (
            "price_list_exists", "there is a price list of this code already", "nephrite price-list show shows it"
        ),
        "price_list_code_form": (
            "code_invalid", "a price list's code has letters, digits, points, hyphens, underscores, at most 32",
            "choose a code such as WH"
        ),
        "price_list_name_not_blank": ("name_blank", "a price list's name cannot be blank", "give --name"),
        "price_list_row_price_not_negative": ("price_invalid", "a price is not below zero", "give 0 or more"),
        "price_list_row_min_quantity_positive": ("break_invalid", "a break begins at 1", "give --min-quantity 1"),
        "price_list_row_period": (
            "period_invalid", "a price ends before it begins", "give --to a later day than --from"
        ),
        "price_list_rule_markup_range": ("markup_invalid", "a markup is above -100 percent", "give --markup 60"),
        "price_list_rule_ending_range": ("ending_invalid", "an ending is a fraction", "give --ending 0.95"),
        "price_list_rule_floor_range": (
            "floor_invalid", "a least margin is from 0 to below 100 percent", "give --floor 30"
        ),
        "price_list_quantity_minimum_positive": ("minimum_invalid", "a minimum begins at 1", "give --minimum 1"),
        "price_list_quantity_multiple_positive": ("multiple_invalid", "a case pack begins at 1", "give --multiple 1"),
        "price_list_quantity_maximum_reachable": (
            "maximum_invalid", "no quantity would be allowed", "raise --maximum to a multiple not below the minimum"
        ),
        "tax_rate_country_form": ("country_invalid", "a country has two capital letters", "give a code such as DE"),
        "tax_rate_category_known": (
            "tax_category_unknown", "that is no category of tax", "give S, Z, E, AE, K, G or O"
        ),
        "tax_rate_percent_range": ("tax_rate_invalid", "a rate is from 0 to 100 percent", "give a rate such as 19"),
        "tax_rate_only_standard_positive": (
            "tax_rate_invalid", "only category S has a rate above zero", "give 0, or the category S"
        ),
        "exchange_rate_positive": ("rate_invalid", "a rate is above zero", "give a rate such as 0.92"),
        "exchange_rate_two_currencies": ("rate_invalid", "the two currencies are one", "give two currencies"),
        "stock_movement_cost_not_negative": ("cost_invalid", "a cost is not below zero", "give 0 or more"),
        "stock_movement_adjusted_has_reason": ("reason_missing", "an adjustment needs a reason", "give --reason"),
        "stock_movement_scrapped_has_reason": (
            "reason_missing", "goods are thrown away for a reason", "give --reason"
        ),
        "stock_movement_past_covered": (
            "out_of_stock", nil,
            "give a later day; nephrite stock show SKU --as-of DAY shows what lay where"
        ),
        "stock_balance_on_hand_not_negative": (
            "out_of_stock", "there is not so much", "nephrite stock show SKU shows what lies where"
        ),
        "shipment_parcel_carrier_not_blank": (
            "carrier_invalid", "a carrier has 1 to 100 characters", "give --carrier DHL"
        ),
        "shipment_parcel_tracking_not_blank": (
            "tracking_invalid", "a number to follow a parcel by has 1 to 100 characters",
            "give it as the carrier has it"
        ),
        "order_hold_release_right": (
            "right_missing", "who is connected may not release this hold", "nephrite right list shows who may"
        ),
        "person_right_person_not_blank": (
            "person_invalid", "a person has a name of 1 to 63 characters", "give the name he is connected by"
        ),
        "lot_code_form": (
            "code_invalid", "a lot's code has letters, digits, points, hyphens, underscores and slashes, at most 64",
            "choose a code such as L-2026-11"
        ),
        "lot_certificate_whole": (
            "certificate_missing", "an issuer and a day are those of a certificate", "give --certificate"
        ),
        "stock_lot_balance_on_hand_not_negative": (
            "out_of_stock", nil,
            "nephrite lot show SKU LOT shows what lies where; nephrite order show says where goods are promised"
        ),
        "purchase_receipt_lot_whole": (
            "lot_quantity_differs", "the lots of a receipt are not what came in", "give --lot SKU=LOT:QTY for each lot"
        ),
        "stock_movement_lot_accepted": (
            "lot_rejected", nil,
            "take the promise back: nephrite order release; then nephrite stock transfer SKU QTY --lot LOT moves the lot to "
                + "a held location; or inspect it again: nephrite lot inspect"
        ),
        "stock_lot_balance_within_on_hand": (
            "out_of_stock", nil,
            "nephrite stock show SKU shows what lies of which lots"
        ),
        "stock_balance_on_hand_bounded": (
            "quantity_too_large", "more than 2000000000 of a product would lie at one location",
            "check the quantity; use several locations where it is right"
        ),
        "stock_balance_allocated_on_hand": (
            "out_of_stock", "no more can be promised than is there", "nephrite stock show SKU shows who has it"
        ),
        "stock_allocation_balance": (
            "out_of_stock", "nothing of the product lies at the location",
            "nephrite stock show SKU shows what lies where"
        ),
        "planned_shipment_within_promise": (
            "being_made_ready", nil,
            "nephrite shipment cancel NUMBER --reason TEXT gives a planned shipment up; or pack and ship it first"
        ),
        "planned_shipment_picker_not_blank": ("picker_invalid", "a picker's name cannot be blank", "give --picker"),
        "sales_order_po_unique": (
            "duplicate_po", "the customer has ordered by this number already", "nephrite order list --customer shows it"
        ),
        "sales_order_po_length": ("po_invalid", "a purchase order number has 1 to 255 characters", "shorten --po"),
        "sales_order_line_invoiced_in_bounds": (
            "invoiced_already", "what is invoiced in advance cannot be called off",
            "credit it first: nephrite invoice credit INVOICE"
        ),
        "stock_movement_period_open": (
            "period_closed", nil,
            "give a day after it: --on DAY; nephrite period list shows through which day the ledger is closed"
        ),
        "stock_count_line_by_lot": (
            "lot_not_counted", "the count is not by lot", "give its goods as a whole, or open a count with --by-lot"
        ),
        "stock_count_line_of_open_count": (
            "count_not_open", "the count is not open any more", "open another: nephrite stock count open"
        ),
        "sales_order_line_price_locked": (
            "price_locked", "what is invoiced keeps its price", "credit the invoice first to change it"
        ),
        "purchase_order_line_not_above_ordered": (
            "over_received", "no more can come in than was ordered and not called off",
            "nephrite purchase show shows what has still to come in"
        ),
        "order_hold_open_unique": (
            "already_held", "there is a hold of this kind already", "nephrite order show shows it"
        ),
        "return_authorisation_reason_not_blank": ("reason_missing", "a reason cannot be blank", "give --reason"),
        "return_authorisation_cancel_reason_not_blank": (
            "reason_missing", "calling off needs a reason", "give --reason"
        ),
        "order_hold_of_open_order": ("wrong_state", nil, "nephrite order show shows where it stands"),
        "order_hold_ends_with_order": ("wrong_state", nil, "nephrite order unhold releases its holds"),
        "order_hold_reason_not_blank": ("reason_missing", "a hold needs a reason", "give --reason"),
        "evidence_code_once": (
            "evidence_exists", "there is a study of this code already", "nephrite evidence set changes it"
        ),
        "evidence_code_form": (
            "evidence_code_invalid",
            "a study's code has small letters, digits and underscores, and begins with a letter",
            "choose a code such as braun_2011"
        ),
        "evidence_doi_once": (
            "identifier_taken", "another study has this DOI", "nephrite evidence list shows the studies"
        ),
        "evidence_pmid_once": (
            "identifier_taken", "another study has this PMID", "nephrite evidence list shows the studies"
        ),
        "protocol_version_once": (
            "protocol_exists", "this version of the protocol is there already", "give it another version"
        ),
        "protocol_reviewer_differs": (
            "reviewer_is_author", "who wrote a protocol cannot review it", "have somebody else review it"
        ),
        "protocol_immutable": (
            "protocol_immutable", "an approved or retired protocol never changes", "load it as a new version"
        ),
        "protocol_steps_as_declared": (
            "protocol_incomplete", "a protocol has other steps than it declares", "declare as many steps as there are"
        ),
        "protocol_names_contraindication": (
            "protocol_incomplete", "an approved protocol names a reason against use", "add one at least"
        ),
        "request_key_pk": ("key_conflict", "another request with this key was faster", "ask again with the same key"),
        "request_key_length": ("key_invalid", "a key has 1 to 255 characters", "choose a shorter key"),
    ]

    /// What a constraint refuses, by its name and the server's words.
    package static func refusal(constraint: String, message: String) -> Refusal {
        guard let rule = known[constraint] else {
            return Refusal("constraint_" + constraint, message, remedy: "the rule is named \(constraint)")
        }
        return Refusal(rule.code, rule.message ?? message, remedy: rule.remedy)
    }
}
