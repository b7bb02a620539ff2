using Debye.Learning.Baselines;
using Debye.Learning.Networks;
using Debye.Learning.Tables;
using Debye.Learning.Techniques.Spectra.Splits;
using Debye.Learning.Training;
using Debye.Learning.Trees;
using Debye.Tensors;
using Debye.Tensors.Cpu;

namespace Debye.Learning.Techniques.Spectra.Classifiers;

/// <summary>A network of convolutions over the points of a spectrum.</summary>
public sealed record NetworkClassifierOptions : SpectrumClassifierOptions
{
    /// <summary>The network; length and number of classes are taken from the data.</summary>
    public ConvolutionNetworkDescription Network { get; init; } = new();

    /// <summary>How it is trained; its seed is that of the recipe.</summary>
    public TrainingOptions Training { get; init; } =
        new()
        {
            Steps = 600,
            BatchSize = 32,
            ValidateEvery = 100,
            LabelSmoothing = 0,
            WeightDecay = 1e-4,
        };

    /// <summary>Whether all classes count the same in the loss.</summary>
    public bool BalanceClasses { get; init; } = true;

    /// <inheritdoc/>
    public override string Name => $"network of {Network.Stages.Length} convolutions";

    /// <inheritdoc/>
    public override void Validate()
    {
        if (Network is null || Training is null)
            throw new ArgumentException("a part of the network is null");
        Training.Validate();
        if (Network.Length != 0 || Network.Classes != 0)
            throw new ArgumentException("network: length and classes are taken from the data, expected neither");
        (Network with { Length = 1_000_000, Classes = 2 }).Validate();
    }

    /// <summary>The network for spectra of a length.</summary>
    internal ConvolutionNetworkDescription For(TreeExamples examples) =>
        Network with
        {
            Length = examples.Features.Columns,
            Classes = examples.Classes,
        };

    /// <inheritdoc/>
    internal override IClassifier Train(TreeExamples examples, SpectrumTrainingContext context)
    {
        var folder = context.Folder ?? Directory.CreateTempSubdirectory("debye-network-").FullName;
        try
        {
            using var trainer = NewTraining(examples, context);
            var labels = ClassifierInput.LabelsOf(examples);
            // No spectrum is set aside: the last weights are used, so that nothing is chosen by what the figures in the log rest on.
            var progress = trainer.Trainer.Run(
                trainer.Examples,
                new Batch(examples.Features.Values.ToArray(), labels),
                folder,
                1,
                context.Run with
                {
                    Resume = true,
                    Cancellation = context.Cancellation,
                }
            );
            if (progress.Step < Training.Steps)
                context.Cancellation.ThrowIfCancellationRequested();
            trainer.Network.Eval();
            return new NetworkClassifier(trainer.Description, trainer.Network);
        }
        finally
        {
            if (context.Folder is null)
                Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Losses at growing learning rates.</summary>
    internal LearningRateCurve FindLearningRate(TreeExamples examples, LearningRateFinderOptions options, SpectrumTrainingContext context)
    {
        using var training = NewTraining(examples, context);
        return training.Trainer.FindLearningRate(training.Examples, options, 1, context.Cancellation);
    }

    private NetworkTraining NewTraining(TreeExamples examples, SpectrumTrainingContext context)
    {
        var (description, labels) = (For(examples), ClassifierInput.LabelsOf(examples));
        float[] weights = BalanceClasses
            ? [.. ClassWeights.Balanced(labels, examples.Classes).Select(weight => (float)weight)]
            : Training.ClassWeights;
        var dropout = new RandomStream(context.Seed + 1);
        var (network, backend) = (description.Build(new RandomStream(context.Seed), dropout), new CpuBackend(context.Threads));
        var trainer = new Trainer(
            network,
            dropout,
            backend,
            [description.Length, 1],
            Training with
            {
                Seed = context.Seed,
                ClassWeights = weights,
            }
        );
        return new NetworkTraining(description, network, trainer, new ShuffledExamples(examples.Features, labels, context.Seed), backend);
    }

    private sealed record NetworkTraining(
        ConvolutionNetworkDescription Description,
        ConvolutionNetwork Network,
        Trainer Trainer,
        ShuffledExamples Examples,
        CpuBackend Backend
    ) : IDisposable
    {
        public void Dispose() => Backend.Dispose();
    }
}
