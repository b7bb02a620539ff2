using Debye.Learning.Metrics;
using Debye.Learning.Training;
using Debye.Numerics;
using Debye.Tensors;
using Debye.Tensors.Cpu;

namespace Debye.Learning.Recipes.Crystal;

/// <summary>Trains one graph network: epochs in random order, the epoch with the least validation error kept.</summary>
/// <param name="options">How.</param>
/// <param name="threads">Threads.</param>
internal sealed class CrystalTrainer(CrystalTrainingOptions options, int threads)
{
    /// <summary>Trains a network in place and returns its validation figures at the kept epoch; null when cancelled before the first was done.</summary>
    /// <exception cref="InvalidOperationException">The loss is not finite.</exception>
    public RegressionReport? Train(
        CrystalModel model, CgcnnNetwork network, CrystalDataset set, ulong seed, RunLog log, Action<string>? report, CancellationToken cancellation)
    {
        using var backend = new CpuBackend(threads);
        var tape = new Tape(backend);
        var optimizer = new Adam(network.NamedParameters(), backend, (float)options.Schedule.BaseRate, (float)options.WeightDecay, decoupled: true);
        var single = model with { Networks = [network] };
        using var predictor = new CrystalPredictor(single, threads);
        var (order, best, kept) = (Enumerable.Range(0, set.Training.Count).ToArray(), (RegressionReport?)null, SafeTensors.FromModule(network));
        var perEpoch = Math.Max(1, set.Training.Count / options.BatchSize);
        for (var epoch = 0; epoch < options.Epochs && !cancellation.IsCancellationRequested; epoch++)
        {
            Shuffle(order, seed, epoch);
            network.Train();
            var loss = 0.0;
            // A rest too small for a batch is left to the next order.
            for (var b = 0; b < perEpoch && !cancellation.IsCancellationRequested; b++)
            {
                optimizer.LearningRate = (float)options.Schedule.RateAt(((long)epoch * perEpoch) + b, (long)options.Epochs * perEpoch);
                loss += Step(tape, network, optimizer, [.. order.Skip(b * options.BatchSize).Take(options.BatchSize).Select(i => set.Training[i])], model.Scale) / perEpoch;
            }

            if (cancellation.IsCancellationRequested) break;
            var judged = Judge(predictor, set.Validation);
            log.Write("validation", ((long)epoch + 1) * perEpoch, ("mean_absolute_error", judged.MeanAbsoluteError), ("r2", judged.Determination), ("loss", loss));
            report?.Invoke($"epoch {epoch + 1}/{options.Epochs}  loss {loss:f4}  validation error {judged.MeanAbsoluteError:f4} {model.Unit}");
            if (best is not null && judged.MeanAbsoluteError >= best.MeanAbsoluteError) continue;
            (best, kept) = (judged, SafeTensors.FromModule(network));
        }

        SafeTensors.LoadInto(kept, network);
        network.Eval();
        return best;
    }

    /// <summary>Figures of a model on some examples.</summary>
    public static RegressionReport Judge(CrystalPredictor predictor, IReadOnlyList<CrystalExample> examples) =>
        RegressionReport.Evaluate(predictor.Predict([.. examples.Select(example => example.Graph)]), [.. examples.Select(example => example.Target)]);

    private double Step(Tape tape, CgcnnNetwork network, Adam optimizer, CrystalExample[] examples, TargetScale scale)
    {
        var targets = Array.ConvertAll(examples, example => (float)scale.Normalise(example.Target));
        var output = network.Forward(tape, new CrystalBatch(Array.ConvertAll(examples, example => example.Graph)));
        var loss = options.Loss switch
        {
            CrystalLoss.Absolute => Losses.MeanAbsoluteError(tape, output, targets),
            CrystalLoss.Huber => Losses.Huber(tape, output, targets),
            _ => Losses.MeanSquaredError(tape, output, targets),
        };
        var value = loss.ToScalar();
        if (!float.IsFinite(value)) throw new InvalidOperationException($"the loss is {value}: lower the learning rate");
        tape.Backward(loss);
        GradientClipping.ByNorm(optimizer.Parameters, options.MaxGradientNorm, tape.Backend);
        optimizer.Step();
        tape.Reset();
        return value;
    }

    private static void Shuffle(int[] order, ulong seed, int epoch)
    {
        var random = new RandomSource(seed, (ulong)epoch);
        for (var i = order.Length - 1; i > 0; i--)
        {
            var k = random.NextInt(i + 1);
            (order[i], order[k]) = (order[k], order[i]);
        }
    }
}
