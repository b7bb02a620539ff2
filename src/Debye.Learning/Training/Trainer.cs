using System.Diagnostics;
using Debye.Learning.Metrics;
using Debye.Tensors;

namespace Debye.Learning.Training;

/// <summary>Trains a classifier on endless examples: steps, validation, best and last checkpoint, log, resume.</summary>
/// <remarks>
/// A training that was stopped and resumed gives bit by bit the weights of one that was not: examples are numbered, dropout
/// draws from a counter, and both numbers are in the checkpoint with the optimiser's state.
/// </remarks>
public sealed class Trainer
{
    private const double LossMemory = 0.98;
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
    public Trainer(Module network, RandomStream dropout, Backend backend, int[] inputShape, TrainingOptions options, ICommunicator? communicator = null)
    {
        options.Validate();
        (_network, _dropout, _backend, _inputShape, _options) = (network, dropout, backend, inputShape, options);
        _communicator = communicator ?? new SingleRank();
    }

    /// <summary>Trains until the last step, the patience or the cancellation ends it.</summary>
    /// <param name="training">Examples to learn from.</param>
    /// <param name="validation">Fixed examples to judge by.</param>
    /// <param name="folder">Receives last.safetensors, best.safetensors, run.jsonl and the event file.</param>
    /// <param name="resume">Go on from last.safetensors when it is there.</param>
    /// <param name="workers">Threads that make examples.</param>
    /// <param name="clock">Time stamps of the log.</param>
    /// <param name="report">Receives a line of progress now and then; null for silence.</param>
    /// <param name="cancellation">Ends the training after the step in progress; a checkpoint is written.</param>
    public TrainingProgress Run(
        IExampleSource training, Batch validation, string folder, bool resume, int workers, TimeProvider clock,
        Action<string>? report = null, CancellationToken cancellation = default)
    {
        Directory.CreateDirectory(folder);
        var optimizer = new Adam(_network.NamedParameters(), _backend, (float)_options.Schedule.BaseRate, (float)_options.WeightDecay, _options.IsDecayDecoupled);
        var gradients = new GradientBuffer(_network.NamedParameters());
        var last = Path.Combine(folder, "last.safetensors");
        var progress = resume && File.Exists(last) ? Checkpoint.Read(last, _network, optimizer, _dropout) : TrainingProgress.Start;
        using var log = _communicator.Rank == 0 ? new RunLog(folder, clock) : null;
        using var pipeline = new BatchPipeline(training, _options.BatchSize, progress.Step, workers, _communicator.Rank, _communicator.Size);
        log?.Write(progress.Step == 0 ? "start" : "resume", progress.Step, ("parameters", _network.CountParameters()), ("ranks", _communicator.Size));
        var tape = new Tape(_backend);
        var watch = Stopwatch.StartNew();
        var firstStep = progress.Step;
        while (progress.Step < _options.Steps && !IsOutOfPatience(progress) && !cancellation.IsCancellationRequested)
        {
            progress = Step(tape, optimizer, gradients, pipeline.Next(), progress);
            if (progress.Step % _options.ValidateEvery != 0 && progress.Step != _options.Steps) continue;
            progress = Judge(validation, progress, folder, optimizer, log);
            var rate = (progress.Step - firstStep) * _options.BatchSize * _communicator.Size / watch.Elapsed.TotalSeconds;
            log?.Write("train", progress.Step, ("loss", progress.RunningLoss), ("learning_rate", optimizer.LearningRate), ("examples_per_second", rate));
            report?.Invoke($"step {progress.Step}/{_options.Steps}  loss {progress.RunningLoss:f3}  best accuracy {progress.BestAccuracy:f4} (step {progress.BestStep})  {rate:f0} examples/s");
        }

        if (_communicator.Rank == 0) Checkpoint.Write(last, _network, optimizer, _dropout, progress);
        log?.Write("end", progress.Step, ("best_accuracy", progress.BestAccuracy), ("best_step", progress.BestStep));
        return progress;
    }

    /// <summary>Trains with a rate that grows from step to step until the loss runs away. The network is of no use afterwards.</summary>
    /// <param name="training">Examples to learn from.</param>
    /// <param name="options">Range of the rates.</param>
    /// <param name="workers">Threads that make examples.</param>
    /// <param name="cancellation">Ends the run after the step in progress.</param>
    /// <returns>The losses met so far.</returns>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public LearningRateCurve FindLearningRate(IExampleSource training, LearningRateFinderOptions options, int workers, CancellationToken cancellation = default)
    {
        var finder = new LearningRateFinder(options);
        var optimizer = new Adam(_network.NamedParameters(), _backend, (float)finder.Rate, (float)_options.WeightDecay, _options.IsDecayDecoupled);
        var gradients = new GradientBuffer(_network.NamedParameters());
        using var pipeline = new BatchPipeline(training, _options.BatchSize, 0, workers, _communicator.Rank, _communicator.Size);
        var tape = new Tape(_backend);
        while (!cancellation.IsCancellationRequested && finder.Record(Update(tape, optimizer, gradients, pipeline.Next(), finder.Rate)))
        {
        }

        return finder.Curve;
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
            var output = network.Forward(tape, tape.Input(features.Slice(start * length, size * length), size, inputShape[0], inputShape[1]));
            logits ??= new float[count * output.Extent(-1)];
            output.Span.CopyTo(logits.AsSpan(start * output.Extent(-1)));
            tape.Reset();
        }

        return logits ?? [];
    }

    private bool IsOutOfPatience(TrainingProgress progress) => _options.Patience > 0 && progress.ValidationsSinceBest >= _options.Patience;

    private TrainingProgress Step(Tape tape, Adam optimizer, GradientBuffer gradients, Batch batch, TrainingProgress progress)
    {
        var value = Update(tape, optimizer, gradients, batch, _options.Schedule.RateAt(progress.Step, _options.Steps));
        if (!float.IsFinite(value)) throw new InvalidOperationException($"The loss is {value} at step {progress.Step}: lower the learning rate.");
        var running = double.IsNaN(progress.RunningLoss) ? value : LossMemory * progress.RunningLoss + (1 - LossMemory) * value;
        return progress with { Step = progress.Step + 1, RunningLoss = running };
    }

    /// <summary>One step of the optimiser; nothing changes where the loss is not finite.</summary>
    /// <returns>The loss before it.</returns>
    private float Update(Tape tape, Adam optimizer, GradientBuffer gradients, Batch batch, double rate)
    {
        _network.Train();
        optimizer.LearningRate = (float)rate;
        var input = tape.Input(batch.Features, batch.Count, _inputShape[0], _inputShape[1]);
        var loss = Losses.CrossEntropy(tape, _network.Forward(tape, input), batch.Labels, _options.ClassWeights, (float)_options.LabelSmoothing);
        var value = loss.ToScalar();
        if (float.IsFinite(value))
        {
            tape.Backward(loss);
            if (_communicator.Size > 1) _communicator.AllReduceMean(gradients.Span);
            GradientClipping.ByNorm(optimizer.Parameters, _options.MaxGradientNorm, _backend);
            optimizer.Step();
        }

        tape.Reset();
        return value;
    }

    private TrainingProgress Judge(Batch validation, TrainingProgress progress, string folder, Adam optimizer, RunLog? log)
    {
        var logits = Predict(validation);
        if (Array.Exists(logits, value => !float.IsFinite(value))) throw new InvalidOperationException($"The network's answers are not finite at step {progress.Step}: lower the learning rate.");
        var classes = logits.Length / validation.Count;
        int right = 0, among5 = 0;
        for (var i = 0; i < validation.Count; i++)
        {
            var rank = ClassificationReport.RankOf(logits.AsSpan(i * classes, classes), validation.Labels[i]);
            if (rank == 0) right++;
            if (rank < 5) among5++;
        }

        var accuracy = (double)right / validation.Count;
        var better = accuracy > progress.BestAccuracy;
        progress = better
            ? progress with { BestAccuracy = accuracy, BestStep = progress.Step, ValidationsSinceBest = 0 }
            : progress with { ValidationsSinceBest = progress.ValidationsSinceBest + 1 };
        log?.Write("validation", progress.Step, ("accuracy", accuracy), ("top5", (double)among5 / validation.Count));
        if (_communicator.Rank != 0) return progress;
        if (better) SafeTensors.Write(Path.Combine(folder, "best.safetensors"), SafeTensors.FromModule(_network));
        Checkpoint.Write(Path.Combine(folder, "last.safetensors"), _network, optimizer, _dropout, progress);
        return progress;
    }
}
