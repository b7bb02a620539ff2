"""Trains xgboost (request "1") or scikit-learn's forest (request "2") and answers milliseconds and accuracy."""
import sys
import time

import numpy as np
import pandas
import sklearn
import xgboost
from sklearn.ensemble import RandomForestClassifier

threads, path = int(sys.argv[1]), sys.argv[2]
table = pandas.read_csv(path)
train = table["part"].to_numpy() == "train"
labels = table["label"].to_numpy()
values = table.drop(columns=["part", "label"]).to_numpy(np.float32)
print(f"xgboost {xgboost.__version__}, scikit-learn {sklearn.__version__}", flush=True)
forests = 0
for request in sys.stdin:
    start = time.perf_counter()
    if int(request) == 1:
        model = xgboost.XGBClassifier(n_estimators=100, max_depth=6, learning_rate=0.3, tree_method="hist", n_jobs=threads)
    else:
        model = RandomForestClassifier(300, n_jobs=threads, random_state=forests)
        forests += 1
    model.fit(values[train], labels[train])
    seconds = time.perf_counter() - start
    accuracy = (model.predict(values[~train]) == labels[~train]).mean()
    print(1000 * seconds, accuracy, flush=True)
