using System.Diagnostics;
using Debye.Tensors;

namespace Debye.Learning.Training;

/// <summary>The one training loop: steps of AdamW, validation, best and last checkpoint, log, resume, fellow ranks.</summary>
/// <remarks>
/// A training that was stopped and resumed gives bit by bit the weights of one that was not: the task numbers its examples, dropout
/// draws from a counter, and both numbers are in the checkpoint with the optimiser's state.
/// </remarks>
public sealed class TrainingLoop
{
    private const double LossMemory = 0.98;
    private readonly ITrainingTask _task;
    private readonly RandomStream _dropout;
    private readonly Backend _backend;
    private readonly TrainingOptions _options;
    private readonly ICommunicator _communicator;
    private readonly WeightAverage? _average;

    /// <summary>Prepares a training.</summary>
    /// <param name="task">What is trained.</param>
    /// <param name="dropout">The stream that the network's dropout draws from.</param>
    /// <param name="backend">Runs the arithmetic.</param>
    /// <param name="options">How to train.</param>
    /// <param name="communicator">Fellow ranks; null for none.</param>
    public TrainingLoop(
        ITrainingTask task,
        RandomStream dropout,
        Backend backend,
        TrainingOptions options,
        ICommunicator? communicator = null
    )
    {
        ArgumentNullException.ThrowIfNull(task);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        (_task, _dropout, _backend, _options) = (task, dropout, backend, options);
        _communicator = communicator ?? new SingleRank();
        _average = options.WeightMemory > 0 ? new WeightAverage(task.Network, options.WeightMemory) : null;
    }

    /// <summary>
    /// Trains until the last step, the patience or the cancellation ends it. The network then holds the last weights, or their average
    /// where one is kept.
    /// </summary>
    /// <param name="folder">Receives last.safetensors, best.safetensors, run.jsonl and the event file.</param>
    /// <param name="context">Seed, threads, resume, clock, progress, cancellation.</param>
    /// <exception cref="InvalidOperationException">
    /// The loss or an answer is not finite, or the folder holds a training that is not to be resumed.
    /// </exception>
    public TrainingProgress Run(string folder, RunContext context)
    {
        Directory.CreateDirectory(folder);
        var network = _task.Network;
        var optimizer = new Adam(
            network.NamedParameters(),
            _backend,
            (float)_options.Schedule.BaseRate,
            (float)_options.WeightDecay,
            _options.IsDecayDecoupled
        );
        var gradients = new GradientBuffer(network.NamedParameters());
        var last = Path.Combine(folder, TrainingFolder.LastCheckpoint);
        if (File.Exists(last))
            TrainingFolder.Require(folder, context.Resume);
        var progress =
            context.Resume && File.Exists(last) ? Checkpoint.Read(last, network, optimizer, _dropout, _average) : TrainingProgress.Start;
        using var log = _communicator.Rank == 0 ? new RunLog(folder, context.Clock) : null;
        log?.Write(
            progress.Step == 0 ? "start" : "resume",
            progress.Step,
            ("parameters", network.CountParameters()),
            ("ranks", _communicator.Size)
        );
        _task.Begin(progress.Step);
        var tape = new Tape(_backend);
        var watch = Stopwatch.StartNew();
        var firstStep = progress.Step;
        while (progress.Step < _options.Steps && !IsOutOfPatience(progress) && !context.Cancellation.IsCancellationRequested)
        {
            progress = Step(tape, optimizer, gradients, progress);
            if (progress.Step % _options.ValidateEvery != 0 && progress.Step != _options.Steps)
                continue;
            progress = Judge(progress, folder, optimizer, log);
            var rate = (progress.Step - firstStep) * _task.ExamplesPerStep * _communicator.Size / watch.Elapsed.TotalSeconds;
            log?.Write(
                "train",
                progress.Step,
                ("loss", progress.RunningLoss),
                ("learning_rate", optimizer.LearningRate),
                ("examples_per_second", rate)
            );
            var figures = Invariant($"loss {progress.RunningLoss:f3}  {_task.Describe(progress.BestScore)} (step {progress.BestStep})");
            context.Progress.Step(
                new RunStep("step", progress.Step, _options.Steps, (progress.Step - firstStep) / watch.Elapsed.TotalSeconds, figures)
            );
        }

        if (_communicator.Rank == 0)
            Checkpoint.Write(last, network, optimizer, _dropout, progress, _average);
        log?.Write("end", progress.Step, ("best_score", progress.BestScore), ("best_step", progress.BestStep));
        _average?.Exchange();
        return progress;
    }

    /// <summary>Trains with a rate that grows from step to step until the loss runs away. The network is of no use afterwards.</summary>
    /// <param name="options">Range of the rates.</param>
    /// <param name="cancellation">Ends the run after the step in progress.</param>
    /// <returns>The losses met so far.</returns>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public LearningRateCurve FindLearningRate(LearningRateFinderOptions options, CancellationToken cancellation = default)
    {
        var finder = new LearningRateFinder(options);
        var optimizer = new Adam(
            _task.Network.NamedParameters(),
            _backend,
            (float)finder.Rate,
            (float)_options.WeightDecay,
            _options.IsDecayDecoupled
        );
        var (gradients, tape) = (new GradientBuffer(_task.Network.NamedParameters()), new Tape(_backend));
        _task.Begin(0);
        var goOn = true;
        for (var step = 0L; goOn && !cancellation.IsCancellationRequested; step++)
            goOn = finder.Record(Update(tape, optimizer, gradients, step, finder.Rate));
        return finder.Curve;
    }

    private bool IsOutOfPatience(TrainingProgress progress) => _options.Patience > 0 && progress.ValidationsSinceBest >= _options.Patience;

    private TrainingProgress Step(Tape tape, Adam optimizer, GradientBuffer gradients, TrainingProgress progress)
    {
        var value = Update(tape, optimizer, gradients, progress.Step, _options.Schedule.RateAt(progress.Step, _options.Steps));
        if (!float.IsFinite(value))
            throw new InvalidOperationException(Invariant($"The loss is {value} at step {progress.Step}: lower the learning rate."));
        _average?.Take(progress.Step + 1);
        var running = double.IsNaN(progress.RunningLoss) ? value : (LossMemory * progress.RunningLoss) + ((1 - LossMemory) * value);
        return progress with { Step = progress.Step + 1, RunningLoss = running };
    }

    /// <summary>One step of the optimiser; no weight changes where the loss is not finite.</summary>
    /// <returns>The loss before it.</returns>
    private float Update(Tape tape, Adam optimizer, GradientBuffer gradients, long step, double rate)
    {
        _task.Network.Train();
        optimizer.LearningRate = (float)rate;
        var loss = _task.Loss(tape, step);
        var value = loss.ToScalar();
        if (float.IsFinite(value))
        {
            tape.Backward(loss);
            if (_communicator.Size > 1)
                _communicator.AllReduceMean(gradients.Span);
            GradientClipping.ByNorm(optimizer.Parameters, _options.MaxGradientNorm, _backend);
            optimizer.Step();
        }

        tape.Reset();
        return value;
    }

    private TrainingProgress Judge(TrainingProgress progress, string folder, Adam optimizer, RunLog? log)
    {
        _average?.Exchange();
        var judgement = JudgeNow(progress.Step);
        var better = judgement.Score > progress.BestScore;
        progress = better
            ? progress with
            {
                BestScore = judgement.Score,
                BestStep = progress.Step,
                ValidationsSinceBest = 0,
            }
            : progress with
            {
                ValidationsSinceBest = progress.ValidationsSinceBest + 1,
            };
        log?.Write("validation", progress.Step, [.. judgement.Figures]);
        if (better && _communicator.Rank == 0)
            SafeTensors.Write(Path.Combine(folder, "best.safetensors"), SafeTensors.FromModule(_task.Network));
        _average?.Exchange();
        if (_communicator.Rank == 0)
            Checkpoint.Write(Path.Combine(folder, "last.safetensors"), _task.Network, optimizer, _dropout, progress, _average);
        return progress;
    }

    private TrainingJudgement JudgeNow(long step)
    {
        _task.Network.Eval();
        try
        {
            return _task.Judge();
        }
        catch (InvalidOperationException problem)
        {
            throw new InvalidOperationException(Invariant($"{problem.Message} at step {step}: lower the learning rate."), problem);
        }
    }
}
