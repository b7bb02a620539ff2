"""Forward passes of a MobileNet in PyTorch, for SpectraBaseBench.

usage: mobilenet_torch.py THREADS WEIGHTS ARCHITECTURE SIZE BATCH. Reads a number of passes per line from standard input;
after each line prints the milliseconds of every pass over a batch of images, from the images to the mean of the last map.
Debian's python3-torch 1.13 is what the reports use.
"""
import json
import struct
import sys
import time

import numpy
import torch
from torch.nn import functional

torch.set_num_threads(int(sys.argv[1]))
TYPES = {"U8": numpy.uint8, "F32": numpy.float32, "I32": numpy.int32, "F16": numpy.float16}


def read(path):
    with open(path, "rb") as file:
        data = file.read()
    start = 8 + struct.unpack("<Q", data[:8])[0]
    header = json.loads(data[8:start])
    header.pop("__metadata__", None)
    return {
        name: numpy.frombuffer(data[start + entry["data_offsets"][0]:start + entry["data_offsets"][1]], TYPES[entry["dtype"]]).reshape(entry["shape"]).astype(numpy.float32)
        for name, entry in header.items()
    }


arrays = read(sys.argv[2])
with open(sys.argv[3]) as file:
    layers = json.load(file)
weights = {}
for layer in layers:
    name = layer["name"]
    if name + ".weight" in arrays:
        weights[name] = torch.from_numpy(arrays[name + ".weight"])
    elif name + ".weight_q" in arrays:
        weights[name] = torch.from_numpy(arrays[name + ".weight_scale"] * (arrays[name + ".weight_q"] - arrays[name + ".weight_zero_point"]))
biases = {name: torch.from_numpy(arrays[name + ".bias"]) for name in weights}


def same(x, kernel, stride):
    total = [max(0, (-(-extent // stride) - 1) * stride + kernel - extent) for extent in (x.shape[3], x.shape[2])]
    return functional.pad(x, [part for t in total for part in (t // 2, t - t // 2)]) if any(total) else x


def forward(x):
    results = {}
    for layer in layers:
        if layer["op"] == "global_average_pool":
            return x.mean((2, 3))
        if layer["op"] == "add":
            x = results[layer["inputs"][0]] + results[layer["inputs"][1]]
        else:
            weight = weights[layer["name"]]
            groups = layer["in_channels"] if layer["op"] == "depthwise_conv2d" else 1
            x = functional.conv2d(same(x, layer["kernel"], layer["stride"]), weight, biases[layer["name"]], layer["stride"], groups=groups)
            if layer["activation"].lower() == "relu6":
                x = functional.relu6(x)
        results[layer["name"]] = x


channels = next(layer["in_channels"] for layer in layers if "in_channels" in layer)
images = torch.rand(int(sys.argv[5]), channels, int(sys.argv[4]), int(sys.argv[4])) * 2 - 1
print(torch.__version__, flush=True)
with torch.no_grad():
    for line in sys.stdin:
        times = []
        for _ in range(int(line)):
            start = time.perf_counter()
            forward(images)
            times.append(1000 * (time.perf_counter() - start))
        print(" ".join(f"{t:.4f}" for t in times), flush=True)
