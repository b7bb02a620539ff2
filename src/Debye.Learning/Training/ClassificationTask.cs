using Debye.Learning.Metrics;
using Debye.Tensors;

namespace Debye.Learning.Training;

/// <summary>Cross-entropy on batches of an example source, judged by accuracy on fixed examples.</summary>
internal sealed class ClassificationTask(
    Module network,
    int[] inputShape,
    TrainingOptions options,
    IExampleSource training,
    Batch validation,
    int workers,
    Backend backend,
    ICommunicator communicator
) : ITrainingTask, IDisposable
{
    private BatchPipeline? _pipeline;

    public Module Network => network;

    public int ExamplesPerStep => options.BatchSize;

    public void Begin(long step) =>
        _pipeline = new BatchPipeline(training, options.BatchSize, step, workers, communicator.Rank, communicator.Size);

    public Tensor Loss(Tape tape, long step)
    {
        var batch = _pipeline!.Next();
        var input = tape.Input(batch.Features, batch.Count, inputShape[0], inputShape[1]);
        return Losses.CrossEntropy(tape, network.Forward(tape, input), batch.Labels, options.ClassWeights, (float)options.LabelSmoothing);
    }

    public TrainingJudgement Judge()
    {
        var logits = Trainer.Predict(network, backend, validation.Features, validation.Count, inputShape);
        if (Array.Exists(logits, value => !float.IsFinite(value)))
            throw new InvalidOperationException("The network's answers are not finite");
        var classes = logits.Length / validation.Count;
        int right = 0,
            among5 = 0;
        for (var i = 0; i < validation.Count; i++)
        {
            var rank = ClassificationReport.RankOf(logits.AsSpan(i * classes, classes), validation.Labels[i]);
            if (rank == 0)
                right++;
            if (rank < 5)
                among5++;
        }

        var accuracy = (double)right / validation.Count;
        return new TrainingJudgement(accuracy, ("accuracy", accuracy), ("top5", (double)among5 / validation.Count));
    }

    public string Describe(double bestScore) => Invariant($"best accuracy {bestScore:f4}");

    public void Dispose() => _pipeline?.Dispose();
}
