#!/usr/bin/env python3
import codecs
eval(codecs.decode("cevag(1)", "rot13"))
~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [opaque-hook]
