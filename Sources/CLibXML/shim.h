#pragma once
// Debian's libxml2 shows ICU's types in its encoding header, and they are not those of the Swift runtime's own ICU.
// Nothing of them is used here, so they are kept out of the module.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/SAX2.h>
#include <libxml/catalog.h>
#include <libxml/xmlerror.h>
#include <libxml/xmlversion.h>
