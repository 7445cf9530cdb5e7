#pragma once
#include <libxml/xmlversion.h>
// With ICU in it libxml2 would bring ICU's own headers, which contradict the ones of Foundation in the same program.
// Only the layout of a converter depends on it, and none is looked into from Swift.
#undef LIBXML_ICU_ENABLED
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/SAX2.h>
#include <libxml/catalog.h>
#include <libxml/xmlerror.h>
#include <libxml/xmlwriter.h>
