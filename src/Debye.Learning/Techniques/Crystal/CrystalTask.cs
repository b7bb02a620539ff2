using Debye.Learning.Metrics;
using Debye.Learning.Training;
using Debye.Numerics;
using Debye.Tensors;
using Debye.Tensors.Cpu;

namespace Debye.Learning.Techniques.Crystal;

/// <summary>Training of one network on a property, judged by the mean absolute error on the validation part.</summary>
internal sealed class CrystalTask(
    CrystalNetwork network,
    CrystalTrainingOptions options,
    IReadOnlyList<CrystalExample> training,
    IReadOnlyList<CrystalExample> validation,
    TargetScale scale,
    string unit,
    ulong seed,
    CpuBackend backend
) : ITrainingTask
{
    private readonly TargetScale[] _moreScales = MoreScales(training);
    private readonly int _perEpoch = Math.Max(1, training.Count / options.BatchSize);
    private int[] _order = [];
    private long _epoch = -1;

    public Module Network => network;

    public int ExamplesPerStep => options.BatchSize;

    /// <summary>Steps of the whole training.</summary>
    public long Steps => (long)options.Epochs * _perEpoch;

    /// <summary>Steps between two looks at the validation part: about twenty of them in all.</summary>
    public int ValidateEvery => _perEpoch * Math.Max(1, options.Epochs / 20);

    public void Begin(long step)
    {
        // The order of an epoch is that of its number; nothing is carried over.
    }

    public Tensor Loss(Tape tape, long step)
    {
        if (step / _perEpoch != _epoch)
            _order = Order(_epoch = step / _perEpoch);
        // A rest too small for a batch is left to the next order.
        var examples = _order.Skip((int)(step % _perEpoch) * options.BatchSize).Take(options.BatchSize).Select(i => training[i]).ToArray();
        float[] targets =
        [
            .. examples.SelectMany(example =>
                example.More.Select((value, k) => (float)_moreScales[k].Normalise(value)).Prepend((float)scale.Normalise(example.Target))
            ),
        ];
        var output = network.Forward(tape, new CrystalBatch(Array.ConvertAll(examples, example => example.Crystal)));
        return options.Loss switch
        {
            CrystalLoss.Absolute => Losses.MeanAbsoluteError(tape, output, targets),
            CrystalLoss.Huber => Losses.Huber(tape, output, targets),
            CrystalLoss.CrossEntropy => Losses.CrossEntropy(tape, output, Array.ConvertAll(examples, example => (int)example.Target)),
            CrystalLoss.Laplace => Losses.Laplace(tape, output, targets),
            _ => Losses.MeanSquaredError(tape, output, targets),
        };
    }

    public TrainingJudgement Judge()
    {
        var tape = new Tape(backend) { Recording = false };
        var predicted = new double[validation.Count];
        for (var start = 0; start < predicted.Length; start += 100)
        {
            var output = network.Forward(tape, new CrystalBatch([.. validation.Skip(start).Take(100).Select(example => example.Crystal)]));
            for (var i = 0; i < output.Extent(0); i++)
                predicted[start + i] = Value(output.Span.Slice(i * output.Extent(1), output.Extent(1)));
            tape.Reset();
        }

        if (Array.Exists(predicted, value => !double.IsFinite(value)))
            throw new InvalidOperationException("The network's answers are not finite");
        var report = RegressionReport.Evaluate(predicted, [.. validation.Select(example => example.Target)]);
        return new TrainingJudgement(
            -report.MeanAbsoluteError,
            ("mean_absolute_error", report.MeanAbsoluteError),
            ("r2", report.Determination)
        );
    }

    public string Describe(double bestScore) => Invariant($"best error {-bestScore:f4} {unit}");

    /// <summary>Scales of the further targets.</summary>
    internal static TargetScale[] MoreScales(IReadOnlyList<CrystalExample> training) =>
        [
            .. Enumerable
                .Range(0, training[0].More.Count)
                .Select(k => TargetScale.Of([.. training.Select(example => example.More[k]).Where(double.IsFinite)])),
        ];

    private double Value(ReadOnlySpan<float> output) =>
        options.Loss == CrystalLoss.CrossEntropy ? 1 / (1 + Math.Exp(output[0] - (double)output[1])) : scale.Restore(output[0]);

    private int[] Order(long epoch)
    {
        var order = Enumerable.Range(0, training.Count).ToArray();
        var random = new RandomSource(seed, (ulong)epoch);
        for (var i = order.Length - 1; i > 0; i--)
        {
            var k = random.NextInt(i + 1);
            (order[i], order[k]) = (order[k], order[i]);
        }

        return order;
    }
}
