using Debye.Tensors;

namespace Debye.Learning.Training;

/// <summary>Trains a classifier on endless examples by the common <see cref="TrainingLoop"/>.</summary>
public sealed class Trainer
{
    private readonly Module _network;
    private readonly RandomStream _dropout;
    private readonly Backend _backend;
    private readonly TrainingOptions _options;
    private readonly ICommunicator _communicator;
    private readonly int[] _inputShape;

    /// <summary>Prepares a training.</summary>
    /// <param name="network">Maps (batch, length, channels) to (batch, classes).</param>
    /// <param name="dropout">The stream that the network's dropout draws from.</param>
    /// <param name="backend">Runs the arithmetic.</param>
    /// <param name="inputShape">Length and channels of an example.</param>
    /// <param name="options">How to train.</param>
    /// <param name="communicator">Fellow ranks; null for none.</param>
    public Trainer(
        Module network,
        RandomStream dropout,
        Backend backend,
        int[] inputShape,
        TrainingOptions options,
        ICommunicator? communicator = null
    )
    {
        options.Validate();
        (_network, _dropout, _backend, _inputShape, _options) = (network, dropout, backend, inputShape, options);
        _communicator = communicator ?? new SingleRank();
    }

    /// <summary>Trains until the last step, the patience or the cancellation ends it.</summary>
    /// <param name="training">Examples to learn from.</param>
    /// <param name="validation">Fixed examples to judge by.</param>
    /// <param name="folder">Receives last.safetensors, best.safetensors, run.jsonl and the event file.</param>
    /// <param name="workers">Threads that make examples.</param>
    /// <param name="context">Resume, clock, progress, cancellation.</param>
    public TrainingProgress Run(IExampleSource training, Batch validation, string folder, int workers, RunContext context)
    {
        using var task = new ClassificationTask(_network, _inputShape, _options, training, validation, workers, _backend, _communicator);
        return new TrainingLoop(task, _dropout, _backend, _options, _communicator).Run(folder, context);
    }

    /// <summary>Trains with a rate that grows from step to step until the loss runs away. The network is of no use afterwards.</summary>
    /// <param name="training">Examples to learn from.</param>
    /// <param name="options">Range of the rates.</param>
    /// <param name="workers">Threads that make examples.</param>
    /// <param name="cancellation">Ends the run after the step in progress.</param>
    /// <returns>The losses met so far.</returns>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public LearningRateCurve FindLearningRate(
        IExampleSource training,
        LearningRateFinderOptions options,
        int workers,
        CancellationToken cancellation = default
    )
    {
        using var task = new ClassificationTask(
            _network,
            _inputShape,
            _options,
            training,
            new Batch([], []),
            workers,
            _backend,
            _communicator
        );
        return new TrainingLoop(task, _dropout, _backend, _options, _communicator).FindLearningRate(options, cancellation);
    }

    /// <summary>Logits of many examples, in evaluation mode.</summary>
    public float[] Predict(Batch examples) => Predict(_network, _backend, examples.Features, examples.Count, _inputShape);

    /// <summary>Logits of many examples with a network, 64 at a time.</summary>
    public static float[] Predict(Module network, Backend backend, ReadOnlySpan<float> features, int count, int[] inputShape)
    {
        const int chunk = 64;
        network.Eval();
        var tape = new Tape(backend) { Recording = false };
        var length = inputShape[0] * inputShape[1];
        float[]? logits = null;
        for (var start = 0; start < count; start += chunk)
        {
            var size = Math.Min(chunk, count - start);
            var output = network.Forward(
                tape,
                tape.Input(features.Slice(start * length, size * length), size, inputShape[0], inputShape[1])
            );
            logits ??= new float[count * output.Extent(-1)];
            output.Span.CopyTo(logits.AsSpan(start * output.Extent(-1)));
            tape.Reset();
        }

        return logits ?? [];
    }
}
