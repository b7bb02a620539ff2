using Debye.Learning.Metrics;
using Debye.Learning.Training;
using Debye.Tensors;

namespace Debye.Learning.Techniques.Spectra.Images.Pretraining;

/// <summary>
/// Cross-entropy of the material, or of the partner in a pair, plus the error of the spectrum drawn again; judged by the accuracy.
/// </summary>
internal sealed class PretrainingTask(
    SpectrumPretrainingRecipe recipe,
    PretrainingNetwork network,
    IExampleSource training,
    Batch validation,
    int workers,
    Backend backend
) : ITrainingTask, IDisposable
{
    private const int ExamplesAtOnce = 2 * PairSource.Group;
    private BatchPipeline? _pipeline;

    public Module Network => network;

    public int ExamplesPerStep => recipe.Training.BatchSize;

    public void Begin(long step) => _pipeline = new BatchPipeline(training, recipe.Training.BatchSize, step, workers);

    public Tensor Loss(Tape tape, long step)
    {
        var batch = _pipeline!.Next();
        var (images, spectra) = Split(batch, 0, batch.Count);
        var (materials, drawn) = network.Heads(tape, Input(tape, images, batch.Count));
        var loss = Losses.CrossEntropy(tape, materials, Targets(batch.Labels), default, (float)recipe.Training.LabelSmoothing);
        return recipe.RedrawWeight > 0
            ? Functional.Add(tape, loss, Functional.Scale(tape, Losses.MeanSquaredError(tape, drawn, spectra), (float)recipe.RedrawWeight))
            : loss;
    }

    public TrainingJudgement Judge()
    {
        var tape = new Tape(backend) { Recording = false };
        var (right, error) = (0, 0.0);
        for (var start = 0; start < validation.Count; start += ExamplesAtOnce)
        {
            var count = Math.Min(ExamplesAtOnce, validation.Count - start);
            var (images, spectra) = Split(validation, start, count);
            var (materials, drawn) = network.Heads(tape, Input(tape, images, count));
            var targets = Targets(validation.Labels.AsSpan(start, count));
            var classes = materials.Extent(1);
            for (var i = 0; i < materials.Length; i++)
                if (!float.IsFinite(materials.Span[i]))
                    throw new InvalidOperationException("The network's answers are not finite");
            for (var i = 0; i < count; i++)
                if (ClassificationReport.RankOf(materials.Span.Slice(i * classes, classes), targets[i]) == 0)
                    right++;
            for (var i = 0; i < spectra.Length; i++)
                error += (drawn.Span[i] - spectra[i]) * (drawn.Span[i] - spectra[i]);
            tape.Reset();
        }

        var accuracy = (double)right / validation.Count;
        return new TrainingJudgement(
            accuracy,
            ("accuracy", accuracy),
            ("redraw_error", Math.Sqrt(error / (validation.Count * recipe.Image.Size)))
        );
    }

    public string Describe(double bestScore) => Invariant($"best accuracy {bestScore:f4}");

    public void Dispose() => _pipeline?.Dispose();

    /// <summary>Materials as they are; of pairs, the place of the other one.</summary>
    private int[] Targets(ReadOnlySpan<int> labels)
    {
        var targets = labels.ToArray();
        for (var i = 0; i < targets.Length && recipe.Objective == PretrainingObjective.Pairs; i++)
            targets[i] = i ^ 1;
        return targets;
    }

    private Tensor Input(Tape tape, float[] images, int count) =>
        tape.Input(images, count, recipe.Image.Size * recipe.Image.Size, recipe.Image.Channels);

    /// <summary>Images, and the spectra behind them.</summary>
    private (float[] Images, float[] Spectra) Split(Batch batch, int start, int count)
    {
        var (image, whole) = (training.FeatureLength - recipe.Image.Size, training.FeatureLength);
        var (images, spectra) = (new float[count * image], new float[count * (whole - image)]);
        for (var i = 0; i < count; i++)
        {
            var example = batch.Features.AsSpan((start + i) * whole, whole);
            example[..image].CopyTo(images.AsSpan(i * image));
            example[image..].CopyTo(spectra.AsSpan(i * (whole - image)));
        }

        return (images, spectra);
    }
}
