using Debye.Learning.Training;
using Debye.Numerics;
using Debye.Tensors;
using Debye.Tensors.Cpu;

namespace Debye.Learning.Techniques.Crystal.Adaptation;

/// <summary>
/// Tunes a network on few crystals: each stage at its own rate and from its own epoch on, with or without alignment. A matter of seconds,
/// so without checkpoints.
/// </summary>
internal sealed class NetworkTuner(AdaptationMethod method, CpuBackend backend)
{
    private const float WeightDecay = 0.01f;
    private const float LargestGradient = 5;

    /// <summary>Tunes in place.</summary>
    /// <param name="network">The network.</param>
    /// <param name="scale">The scale on which it predicts.</param>
    /// <param name="training">Crystals and values.</param>
    /// <param name="others">Crystals of the base data for alignment; empty for none.</param>
    /// <param name="seed">Order of the crystals.</param>
    /// <exception cref="InvalidOperationException">The loss is not finite.</exception>
    public void Tune(
        CrystalNetwork network,
        TargetScale scale,
        IReadOnlyList<CrystalExample> training,
        IReadOnlyList<CrystalInput> others,
        ulong seed
    )
    {
        var stages = Stages(network);
        var (tape, random) = (new Tape(backend), new RandomSource(seed));
        var order = Enumerable.Range(0, training.Count).ToArray();
        var perEpoch = Math.Max(1, order.Length / method.BatchSize);
        var schedule = new LearningRateSchedule
        {
            Kind = ScheduleKind.OneCycle,
            BaseRate = method.Rate,
            WarmUpShare = 0.2,
            FinalShare = 0.01,
        };
        for (var epoch = 0; epoch < method.Epochs; epoch++)
        {
            Shuffle(order, ref random);
            for (var b = 0; b < perEpoch; b++)
            {
                CrystalExample[] batch = [.. order.Skip(b * method.BatchSize).Take(method.BatchSize).Select(i => training[i])];
                CrystalInput[] aligned =
                    method.Alignment == AdaptationAlignment.None
                        ? []
                        : [.. Enumerable.Range(0, batch.Length).Select(_ => others[random.NextInt(others.Count)])];
                SetMode(network);
                var loss = Loss(tape, network, scale, batch, aligned);
                if (!float.IsFinite(loss.ToScalar()))
                    throw new InvalidOperationException(Invariant($"{method.Name}: the loss is {loss.ToScalar()}: lower the rate"));
                tape.Backward(loss);
                var rate = schedule.RateAt(((long)epoch * perEpoch) + b, (long)method.Epochs * perEpoch);
                foreach (var stage in stages)
                    stage.Step(epoch, rate, backend);
                tape.Reset();
            }
        }

        network.Eval();
    }

    private sealed record Stage(Adam Optimizer, double Factor, int FirstEpoch)
    {
        public void Step(int epoch, double rate, Backend backend)
        {
            // Also where it does not step: gradients must not pile up.
            GradientClipping.ByNorm(Optimizer.Parameters, LargestGradient, backend);
            Optimizer.LearningRate = epoch < FirstEpoch ? 0 : (float)(rate * Factor);
            Optimizer.Step();
        }
    }

    /// <summary>One optimiser for each stage of the network that learns at all.</summary>
    private Stage[] Stages(CrystalNetwork network)
    {
        var last = network.Description.Convolutions + 1;
        return
        [
            .. network
                .ParametersByDepth()
                .GroupBy(item => item.Depth)
                .Where(stage => !method.FreezeConvolutions || stage.Key == last)
                .Select(stage => new Stage(
                    new Adam(stage.Select(item => (item.Name, item.Parameter)), backend, (float)method.Rate, WeightDecay, decoupled: true),
                    Math.Pow(method.RateOfEarlier, last - stage.Key),
                    method.UnfreezeEvery * (last - stage.Key)
                )),
        ];
    }

    private Tensor Loss(Tape tape, CrystalNetwork network, TargetScale scale, CrystalExample[] batch, CrystalInput[] aligned)
    {
        var output = network.Forward(tape, new CrystalBatch([.. batch.Select(example => example.Crystal)]));
        var targets = Array.ConvertAll(batch, example => (float)scale.Normalise(example.Target));
        var loss = output.Extent(1) == 2 ? Losses.Laplace(tape, output, targets) : Losses.MeanAbsoluteError(tape, output, targets);
        if (aligned.Length == 0)
            return loss;
        var vectors = network.Vectors(tape, new CrystalBatch([.. batch.Select(example => example.Crystal), .. aligned]))[^1];
        var distance =
            method.Alignment == AdaptationAlignment.Coral
                ? DomainAlignment.Coral(tape, vectors, batch.Length)
                : DomainAlignment.MeanDiscrepancy(tape, vectors, batch.Length);
        return Functional.Add(tape, loss, Functional.Scale(tape, distance, (float)method.AlignmentWeight));
    }

    /// <summary>Everything trains, but the moments of frozen stages stay unless they are to move.</summary>
    private void SetMode(CrystalNetwork network)
    {
        network.Train();
        if (!method.FreezeConvolutions || method.MomentsMove)
            return;
        foreach (var (name, child) in network.Children)
            if (name.StartsWith("convolution", StringComparison.Ordinal))
                child.Eval();
    }

    private static void Shuffle(int[] order, ref RandomSource random)
    {
        for (var i = order.Length - 1; i > 0; i--)
        {
            var k = random.NextInt(i + 1);
            (order[i], order[k]) = (order[k], order[i]);
        }
    }
}
