using Polly;
using Polly.Retry;

namespace Debye.Learning.Packages.Hub;

/// <summary>Repeats what may succeed later, after waits that double or that the server asks for.</summary>
internal sealed class RetryPolicy
{
    private readonly ResiliencePipeline _pipeline;

    /// <summary>Creates the policy.</summary>
    /// <param name="options">Number of repetitions and waits.</param>
    /// <param name="progress">Told of every wait; may be null.</param>
    public RetryPolicy(ExchangeOptions options, Action<string>? progress)
    {
        _pipeline = new ResiliencePipelineBuilder { TimeProvider = options.Clock }
            .AddRetry(
                new RetryStrategyOptions
                {
                    ShouldHandle = new PredicateBuilder().Handle<ModelExchangeException>(problem =>
                        problem.MayPass && !(problem.RetryAfter > options.LongestWait)
                    ),
                    MaxRetryAttempts = options.Retries,
                    BackoffType = DelayBackoffType.Exponential,
                    UseJitter = true,
                    Delay = options.FirstWait,
                    MaxDelay = options.LongestWait,
                    DelayGenerator = retry => ValueTask.FromResult((retry.Outcome.Exception as ModelExchangeException)?.RetryAfter),
                    OnRetry = retry =>
                    {
                        progress?.Invoke(Invariant($"{retry.Outcome.Exception?.Message}; again in {retry.RetryDelay.TotalSeconds:0.#} s"));
                        return ValueTask.CompletedTask;
                    },
                }
            )
            .Build();
    }

    /// <summary>Does something until it succeeds, fails for good or was repeated often enough.</summary>
    public async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellation) =>
        await _pipeline.ExecuteAsync(async token => await work(token), cancellation);
}
